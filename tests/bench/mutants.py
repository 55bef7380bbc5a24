"""Small mistakes, made in every place of every solution: how many do the tests notice?

    python tests/bench/mutants.py ms_pacman pixels

Of what students write (the code between BEGIN and END SOLUTION, and BLANK lines), each node is changed
in each way of a list: another comparison, another sign, a number one more or less, a condition that
always holds or never, a statement left out, `min` for `max`, arguments in another order, and so on. Each
mutant then meets the test cells that use what its cell defines, hidden parts included, with a few
seeds; it is caught if any of them fails, or takes more than `--limit` seconds and three times as long as
the solution. Who survives is printed, the line before and after. Some survivors are no mistakes at all, the same function in other words.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import io
import linecache
import signal
import sys
import time
from collections.abc import Iterator
from types import CodeType

import numpy as np
from false_rejection import cells, grade_id

INSTEAD = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
TWINS = ("min max", "any all", "argmin argmax", "minimum maximum", "sum mean", "append appendleft")
TWINS += ("popleft pop", "zeros ones", "reduce_sum reduce_mean", "log exp", "rows columns")
OTHER = dict(pair for a, b in map(str.split, TWINS) for pair in ((a, b), (b, a)))


class TooLongError(BaseException):
    """A mutant's time is over; no test catches this by the way."""


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    for place in ("op", "ops"):
        operator = getattr(node, place, None)
        several = isinstance(operator, list)
        for number, each in enumerate(operator if several else [operator] * (operator is not None)):
            for other in INSTEAD.get(type(each), ()):
                new = copy.deepcopy(node)
                if several:
                    new.ops[number] = other()
                else:
                    new.op = other()
                yield new
    match node:
        case ast.UnaryOp():
            yield node.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.If() | ast.While() | ast.IfExp():
            for holds in (True, False):
                new = copy.deepcopy(node)
                new.test = ast.Constant(holds)
                yield new
        case ast.Name(id=name) if name in OTHER and isinstance(node.ctx, ast.Load):
            yield ast.Name(OTHER[name], node.ctx)
        case ast.Attribute(attr=name) if name in OTHER:
            yield ast.Attribute(node.value, OTHER[name], node.ctx)
        case ast.Call():
            if len(node.args) > 1 and getattr(node.func, "id", "") not in ("min", "max"):
                yield ast.Call(
                    node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords
                )
            for keyword in (k for k in node.keywords if k.arg != "strict"):
                yield ast.Call(node.func, node.args, [k for k in node.keywords if k is not keyword])
        case ast.Slice(step=ast.AST()):
            yield ast.Slice(node.lower, node.upper, None)
        case ast.Break():
            yield ast.Continue()
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Break | ast.Continue | ast.If):
        yield ast.Pass()


class Swap(ast.NodeTransformer):
    """Puts another node in the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def written(source: str) -> set[int]:
    """Return the numbers of the lines that a student writes."""
    lines, inside = set(), False
    for number, line in enumerate(source.splitlines(), 1):
        if "### END SOLUTION" in line:
            inside = False
        if inside or "### BLANK" in line:
            lines.add(number)
        if "### BEGIN SOLUTION" in line:
            inside = True
    return lines


def mutants(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield the code of each mutant of a cell, and its line before and after."""
    lines, whole, met = written(source), ast.unparse(ast.parse(source)), set()
    count = sum(1 for _ in ast.walk(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[number]
        if getattr(node, "lineno", None) not in lines:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        for new in variants(node):
            again = ast.parse(source)
            old = list(ast.walk(again))[number]
            code = ast.unparse(ast.fix_missing_locations(Swap(old, new).visit(again)))
            if code == whole or code in met:
                continue
            met.add(code)
            pairs = zip(whole.splitlines(), code.splitlines(), strict=False)
            before, after = next(pair for pair in pairs if pair[0] != pair[1])
            yield code, before.strip(), after.strip()


def solved(codes: list[str], setup: dict) -> dict:
    """Return what the set-up and these cells define; what one of them calls, it finds there."""
    names = dict(setup)
    for number, code in enumerate(codes):
        file = f"<{number}>"  # TensorFlow reads a function's source before it compiles its loops
        linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
        exec(compile(code, file, "exec"), names)
    return names


def caught(codes: list[str], tests: list[CodeType], setup: dict, seeds: int, limit: float) -> bool:
    """Return whether a test rejects a notebook with these cells, with any of the seeds."""

    def ring(*_):
        raise TooLongError

    signal.signal(signal.SIGALRM, ring)
    for seed in range(seeds):
        for test in tests:
            np.random.seed(seed)  # noqa: NPY002 - the state from which check.rng draws
            signal.setitimer(signal.ITIMER_REAL, limit)
            try:
                with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                    exec(test, solved(codes, setup))
            except (Exception, TooLongError):
                return True
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    return False


def defined(source: str) -> set[str]:
    """Return what a cell defines at its top level."""
    kinds = ast.FunctionDef | ast.ClassDef
    return {node.name for node in ast.parse(source).body if isinstance(node, kinds)}


def used(source: str) -> set[str]:
    """Return the names that a cell speaks of."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def measure(assignment: str, options: argparse.Namespace) -> None:
    """Print how many mutants of an assignment were made, and how many were caught."""
    tests, setup, others, made, noticed = [], {"__name__": assignment}, [], 0, 0
    for cell in cells(assignment):
        tags = cell.metadata.get("tags", ())
        if cell.metadata.get("nbgrader", {}).get("grade"):
            tests.append(cell)
        elif "setup" in tags:
            exec(compile(cell.source, grade_id(cell), "exec"), setup)
        elif "showcase" not in tags:
            others.append(cell)
    sources = [cell.source for cell in others]
    for number, cell in enumerate(others):
        names = defined(cell.source)
        judging = [test for test in tests if names & used(test.source)]
        if not written(cell.source) or any("check.score(" in test.source for test in judging):
            continue  # a helper; or a competition, in which another player is no mistake
        codes = [compile(test.source, grade_id(test), "exec") for test in judging]
        begun = time.perf_counter()
        if caught(sources, codes, setup, 1, 600):
            sys.exit(f"{grade_id(cell)}: the solution itself is rejected")
        limit = max(options.limit, 3 * (time.perf_counter() - begun))
        count = found = 0
        for code, before, after in mutants(cell.source):
            changed = [*sources[:number], code, *sources[number + 1 :]]
            count += 1
            if caught(changed, codes, setup, options.seeds, limit):
                found += 1
            else:
                print(f"    survives: {before}\n         as: {after}", flush=True)
        print(f"{grade_id(cell)}: {found} of {count} mutants caught", flush=True)
        made, noticed = made + count, noticed + found
    print(f"{assignment}: {noticed} of {made} caught, {100 * noticed / made:.1f} %", flush=True)


def main() -> None:
    """Measure each assignment that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="+")
    parser.add_argument("--seeds", type=int, default=2, help="with which each test is run")
    parser.add_argument("--limit", type=float, default=5.0, help="seconds a mutant may take")
    options = parser.parse_args()
    for assignment in options.assignments:
        measure(assignment, options)


if __name__ == "__main__":
    main()
