"""What the cells of a notebook pass on to one another, read off the instructor's source.

In stock nbgrader all cells share one kernel: a test may use what an earlier test has imported or computed,
a later cell what a test's visible part has defined, and a function under test reads a global that the
test has just set. Tests that run outside the kernel need these things told: which statements of
earlier tests to run first, which to run in the kernel afterwards, and which names to set there. All of it
is decided by the instructor's source, never by what somebody hands in.
"""

from __future__ import annotations

import ast
import contextlib
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader import utils

from autograder.exam import testcell

FLOW = "autograder"  # key of a cell's metadata that holds what is told here
_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)

_AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr")  # what symtable calls comprehensions


@dataclass(frozen=True)
class Statement:
    """One statement at a cell's top level."""

    node: ast.stmt
    cell: int
    is_test: bool
    visible: bool  # students have it
    binds: frozenset[str]
    reads: frozenset[str]
    later: frozenset[str]  # of ``reads``, those that only a call of its functions reads
    alters: frozenset[str]  # names whose objects it may change, as ``xs.append(1)`` does

    @property
    def text(self) -> str:
        """The statement, so that the next one runs whatever becomes of it."""
        body = ast.unparse(self.node).replace("\n", "\n    ")
        return f"try:\n    {body}\nexcept Exception:\n    pass"


@dataclass
class Flow:
    """What is told of one test cell."""

    before: list[Statement] = field(default_factory=list)  # of earlier tests, that it relies on
    after: list[Statement] = field(default_factory=list)  # its own, that later cells rely on
    sets: set[str] = field(default_factory=set)  # globals of the student's code that it sets

    def as_metadata(self) -> dict[str, object]:
        """Return it as it stands in a cell's metadata; nothing where there is nothing to tell."""
        told = {
            "before": _text(self.before),
            "before_visible": _text([one for one in self.before if one.visible]),
            "after": _text(self.after),
            "sets": sorted(self.sets),
        }
        return {key: value for key, value in told.items() if value}


def tell_flow(master: NotebookNode, source: NotebookNode, visible: NotebookNode) -> None:
    """Write into the metadata of each test cell of ``master`` what it takes from, and leaves to, others.

    ``source`` holds the solutions, ``visible`` the same cells without hidden tests.
    """
    shown = {_name(cell): cell.source for cell in visible.cells if _name(cell)}
    statements: list[Statement] = []
    tests: dict[int, str] = {}
    for number, cell in enumerate(source.cells):
        if cell.cell_type != "code":
            continue
        is_test = utils.is_grade(cell) and not utils.is_solution(cell)
        if is_test:
            tests[number] = _name(cell)
        statements += _statements(cell.source, number, is_test, shown.get(_name(cell), ""))
    flows = {number: Flow() for number in tests}
    for number in sorted({one.cell for one in statements}):
        own = [one for one in statements if one.cell == number]
        earlier = [one for one in statements if one.cell < number]
        wanted = slice_for(_needed(own), earlier)
        if number in tests:
            flow = flows[number]
            flow.before = [one for one in wanted if one.is_test]
            bound = set().union(*(one.binds for one in own))
            taken = set().union(*map(_deletes, (one.node for one in own)))
            students = [one for one in earlier if not one.is_test]
            taken &= set().union(*(one.binds for one in students), ())
            flow.sets = taken | (bound & _read_when_called(_needed(own) | bound, students))
            imports = (ast.Import, ast.ImportFrom)
            flow.after = [one for one in own if one.visible and isinstance(one.node, imports)]
        else:
            for one in wanted:
                if one.is_test and one.visible and one not in flows[one.cell].after:
                    flows[one.cell].after.append(one)
    named = {tests[number]: flow for number, flow in flows.items()}
    for cell in master.cells:
        told = named[_name(cell)].as_metadata() if _name(cell) in named else {}
        if told:
            cell.metadata[FLOW] = told


def slice_for(names: set[str], earlier: Sequence[Statement]) -> list[Statement]:
    """Return the statements of tests that ``names`` come from, in order, with all these rely on.

    What another cell binds last comes from there, and is not looked for further.
    """
    wanted, chosen, altering = set(names), [], []
    for one in reversed(earlier):
        if one.is_test and one.binds & wanted:
            chosen.append(one)
            if not isinstance(one.node, ast.AugAssign):
                wanted -= one.binds
            wanted |= one.reads
        elif one.is_test and one.alters & wanted:
            altering.append(one)
        elif not one.is_test:
            wanted -= one.binds
    of_tests = set().union(*(one.binds for one in chosen), ())
    chosen += [one for one in altering if one.alters & of_tests]
    return sorted(chosen, key=earlier.index)


def _read_when_called(names: set[str], students: Sequence[Statement]) -> set[str]:
    """Return the globals that functions and classes of these names read, and those that they call."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    reads = {
        one.node.name: _globals_below(_table(one.node))
        for one in students
        if isinstance(one.node, kinds)
    }
    found: set[str] = set()
    todo = [name for name in names if name in reads]
    while todo:
        new = reads.pop(todo.pop(), set()) - found
        found |= new
        todo += [name for name in new if name in reads]
    return found


def _table(tree: ast.AST) -> symtable.SymbolTable:
    return symtable.symtable(ast.unparse(tree), "<cell>", "exec")


def _globals_below(top: symtable.SymbolTable, *, only_functions: bool = False) -> set[str]:
    """Return the globals read in a cell's functions, and unless ``only_functions`` in comprehensions."""
    found, todo = set(), [(table, False) for table in top.get_children()]
    while todo:
        table, inside = todo.pop()
        inside = inside or (table.get_type() == "function" and table.get_name() not in _AT_ONCE)
        todo += [(child, inside) for child in table.get_children()]
        if inside or not only_functions:
            symbols = table.get_symbols()
            found |= {s.get_name() for s in symbols if s.is_global() and s.is_referenced()}
    return found


def _statements(source: str, number: int, is_test: bool, shown: str) -> Iterator[Statement]:
    with contextlib.suppress(SyntaxError):
        texts = []
        if is_test:
            with contextlib.suppress(SyntaxError):
                texts = [ast.dump(node) for node in testcell.parsed(shown).body]
        for node in testcell.parsed(source).body:
            dump = ast.dump(node)
            visible = dump in texts
            if visible:
                texts.remove(dump)
            binds, reads = frozenset(_binds(node)), frozenset(_reads(node))
            later = reads & _globals_below(_table(node), only_functions=True)
            alters = frozenset(_alters(node))
            yield Statement(node, number, is_test, visible, binds, reads, later, alters)


def _needed(statements: Sequence[Statement]) -> set[str]:
    """Return the names that a cell reads before it binds them, functions when they may be called."""
    needed: set[str] = set()
    bound: set[str] = set()
    for one in statements:
        needed |= one.reads - one.later - bound
        bound |= one.binds
    return needed | set().union(*(one.later for one in statements), ()) - bound


def _outer(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement's nodes, but not what is inside functions and classes."""
    yield node
    if isinstance(node, _SCOPES):
        return
    for child in ast.iter_child_nodes(node):
        yield from _outer(child)


def _binds(statement: ast.stmt) -> Iterator[str]:
    for node in _outer(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]


def _deletes(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in _outer(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)
    }


def _reads(statement: ast.stmt) -> set[str]:
    """Return the names a statement has from elsewhere; within a loop or a ``with``, not its own."""
    top = _table(statement)
    read = {s.get_name() for s in top.get_symbols() if s.is_referenced()} | _globals_below(top)
    if isinstance(statement, ast.AugAssign):
        read |= {node.id for node in ast.walk(statement.target) if isinstance(node, ast.Name)}
    elif not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
        read -= set(_binds(statement))
    return read | _deletes(statement)


def _alters(statement: ast.stmt) -> Iterator[str]:
    """Yield the names whose objects a statement may change: ``xs.append(1)``, ``d["a"] = 1``."""
    for node in _outer(statement):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
                yield name
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()):
                yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name


def _text(statements: Sequence[Statement]) -> str:
    return "\n".join(one.text for one in statements)


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
