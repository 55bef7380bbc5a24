"""Small mistakes in a piece of Python: each node of its syntax tree, changed in each way of a list.

The operators are those that the literature of mutation testing names (Offutt and others 1996: of
operators, constants, statements, operands), and those that numerical Python invites: another axis, an
alias instead of a copy, another dtype, a neighbour's name, bounds one further, a generator of one's own.

(cosmic-ray 8.7 and mutmut 3.8 were looked at: they change modules and run a test suite in a process for
each mutant; neither knows notebooks, lines that count, or half of these operators.)
"""

from __future__ import annotations

import ast
import copy
import itertools
import math
from collections.abc import Iterator

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
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
TWINS = """
    min max, any all, argmin argmax, minimum maximum, sum mean, append appendleft, popleft pop, zeros ones,
    reduce_sum reduce_mean, log exp, rows columns, terminated truncated, float32 float64, int float,
    floor ceil, LEFT RIGHT, UP DOWN, keys values, random normal, greater less, cumsum cumprod
"""
OTHER = {
    name: other
    for a, b in (pair.split() for pair in TWINS.split(","))
    for name, other in ((a, b), (b, a))
}
GENERATORS = ("rng", "generator")
OWN = ("np.random.default_rng()", "np.random.default_rng(0)")
DROPPED = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Break, ast.Continue),
    *(ast.If, ast.For, ast.Return, ast.Delete, ast.Raise, ast.Assert),
)


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
    """Yield the code of each mutant of a cell, and its first line that differs, before and after.

    Only lines that a student writes are changed. No two mutants are the same text.
    """
    lines, whole, met = written(source), ast.unparse(ast.parse(source)), set()
    neighbours, strings = _neighbours(source), _strings(source)
    for number, node in enumerate(ast.walk(ast.parse(source))):
        if getattr(getattr(node, "target", node), "lineno", None) not in lines:
            continue  # (a comprehension has no line, but its target has)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        for new in variants(node, neighbours, strings):
            again = ast.parse(source)
            old = next(each for n, each in enumerate(ast.walk(again)) if n == number)
            code = ast.unparse(ast.fix_missing_locations(Swap(old, new).visit(again)))
            if code == whole or code in met or not _compiles(code):
                continue
            met.add(code)
            pairs = zip(whole.splitlines(), code.splitlines(), strict=False)
            before, after = next(pair for pair in pairs if pair[0] != pair[1])
            yield code, before.strip(), after.strip()


def variants(node: ast.AST, neighbours: dict[str, list[str]], strings: dict) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node.

    neighbours: name → names that might be taken for it; strings: a text → others of the same cell.
    """
    yield from _other_operators(node)
    match node:
        case ast.UnaryOp():
            yield node.operand
        case ast.BinOp():
            yield from (node.left, node.right)
        case ast.BoolOp():
            yield from node.values
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
            if isinstance(value, float) and math.isfinite(value):
                yield ast.Constant(value * 2)
        case ast.Constant(value=str(value)):
            yield from map(ast.Constant, strings.get(value, ()))
        case ast.If() | ast.While() | ast.IfExp():
            for holds in (True, False):
                yield _with(node, test=ast.Constant(holds))
        case ast.Name(id=name, ctx=ast.Load()):
            if name in GENERATORS:
                yield from (ast.parse(own, mode="eval").body for own in OWN)
            if name in OTHER:
                yield ast.Name(OTHER[name], node.ctx)
            yield from (ast.Name(other, node.ctx) for other in neighbours.get(name, ()))
        case ast.Attribute(attr=name) if name in OTHER:
            yield ast.Attribute(node.value, OTHER[name], node.ctx)
        case ast.Call():
            yield from _other_calls(node)
        case ast.Slice():
            yield from _other_slices(node)
        case ast.Subscript(slice=ast.Name() as index, ctx=ast.Load()):
            yield _with(node, slice=_one_more(index, -1))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.Tuple(elts=[first, second, *rest]):
            yield _with(node, elts=[second, first, *rest])
        case ast.AugAssign():
            load = copy.deepcopy(node.target)
            load.ctx = ast.Load()
            yield ast.Assign([node.target], node.value)
            if isinstance(node.target, ast.Name):  # in place, or anew
                yield ast.Assign([node.target], ast.BinOp(load, node.op, node.value))
        case ast.Break():
            yield ast.Continue()
        case ast.Return(value=ast.AST()):
            yield ast.Return(None)
    if isinstance(node, DROPPED):
        yield ast.Pass()


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    for number, operator in enumerate(getattr(node, "ops", ())):
        for other in INSTEAD.get(type(operator), ()):
            new = copy.deepcopy(node)
            new.ops[number] = other()
            yield new
    for other in INSTEAD.get(type(getattr(node, "op", None)), ()):
        yield _with(node, op=other())


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = getattr(node.func, "id", "")
    for place in range(len(node.args) - 1):
        if name not in ("min", "max"):
            first, second = node.args[place : place + 2]
            args = [*node.args[:place], second, first, *node.args[place + 2 :]]
            yield _with(node, args=args)
    for keyword in node.keywords:
        if keyword.arg != "strict":
            yield _with(node, keywords=[k for k in node.keywords if k is not keyword])
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        yield node.args[0]  # an alias instead of a copy, no conversion, no function at all
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        yield node.func.value  # x for x.copy(), or for x.astype(float)
    if name == "range":
        for place, argument in enumerate(node.args):
            for more in (-1, 1):
                args = [*node.args[:place], _one_more(argument, more), *node.args[place + 1 :]]
                yield _with(node, args=args)


def _other_slices(node: ast.Slice) -> Iterator[ast.AST]:
    for place in ("lower", "upper", "step"):
        bound = getattr(node, place)
        if bound is None:
            continue
        yield _with(node, **{place: None})
        if place != "step":
            yield from (_with(node, **{place: _one_more(bound, more)}) for more in (-1, 1))


def _one_more(node: ast.expr, more: int) -> ast.expr:
    return ast.BinOp(node, ast.Add() if more > 0 else ast.Sub(), ast.Constant(abs(more)))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in (
        "np",
        "tf",
        "keras",
        "math",
        "cv2",
        "itertools",
    )


def _neighbours(source: str) -> dict[str, list[str]]:
    """Return for each parameter and loop variable those beside it, in the order they come."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arguments):
            row = [each.arg for each in node.args if each.arg not in ("self", *GENERATORS)]
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
            row = [each.id for each in node.elts if isinstance(each, ast.Name) and each.id != "_"]
        else:
            continue
        for a, b in itertools.pairwise(row):
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _strings(source: str) -> dict[str, list[str]]:
    """Return for each short text that a cell uses as a value the next one of them."""
    texts = [n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant)]
    texts = list(dict.fromkeys(t for t in texts if isinstance(t, str) and len(t) < 20))
    return {a: [b] for a, b in zip(texts, texts[1:] + texts[:1], strict=True) if a != b}


def _compiles(code: str) -> bool:
    try:
        compile(code, "mutant", "exec")
    except SyntaxError:
        return False
    return True
