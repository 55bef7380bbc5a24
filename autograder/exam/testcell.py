"""Test and set-up cells as code: compiled once for a class, with what can be told from their text."""

from __future__ import annotations

import ast
import builtins
import functools
from dataclasses import dataclass
from types import CodeType

from IPython.core.inputtransformer2 import TransformerManager

CELL = "<test cell>"  # the file name that its frames carry
SET, UNSET = "__set_for_student__", "__unset_for_student__"  # what a cell tells of its names
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class SetupFailed(Exception):
    """The instructor's own cells don't run; nobody is graded on that."""


@functools.lru_cache(maxsize=256)
def compiled_setup(sources: tuple[str, ...]) -> tuple[CodeType, ...]:
    """Compile set-up cells. Raises :class:`SetupFailed`."""
    codes = []
    for number, source in enumerate(sources, 1):
        try:
            codes.append(compile(parsed(source), f"<set-up cell {number}>", "exec"))
        except SyntaxError as error:
            raise SetupFailed(f"set-up cell {number} fails to compile: {error}") from error
    return tuple(codes)


def parsed(source: str) -> ast.Module:
    """Parse a cell, with what IPython adds to Python (``%matplotlib inline``).

    Raises ``SyntaxError``.
    """
    try:
        return ast.parse(source)
    except SyntaxError:
        pass  # only then is it worth the time of a closer look
    return ast.parse(TransformerManager().transform_cell(source))


@dataclass(frozen=True)
class Compiled:
    """A test cell ready to run, and what can be told from its text."""

    names: tuple[str, ...]  # see :func:`names_for`
    whole: CodeType
    body: CodeType | None = None  # all but the last line, if that is an expression
    last: CodeType | None = None
    origins: frozenset[str] = frozenset()  # of ``names``, those the value of the last line is from


@functools.lru_cache(maxsize=1024)
def compiled(setup: tuple[str, ...], test: str, sets: tuple[str, ...] = ()) -> Compiled:
    """Compile a test cell: in the grader, once for a whole class.

    ``sets`` are names that, whenever the cell binds or deletes them, change in the student's process too.
    Raises ``SyntaxError`` for it and :class:`SetupFailed` for a set-up cell. A last line that only
    shows what the student's code returned does not say how many points there are: it would name its
    own price.
    """
    compiled_setup(setup)
    tree, names = parsed(test), names_for(setup, test)
    if sets:
        names = tuple(sorted({*names, *sets}))
        tree = _Setting(frozenset(sets)).visit(tree)
    whole = compile(tree, CELL, "exec")
    match tree.body:
        case [*_, ast.Expr(value=value)]:
            origins = set()
            if _may_be_students(names, tree, value):
                origins = {n for n in names if _is_among(_students_names(tree, [n]), value)}
            tree.body.pop()
            body, last = compile(tree, CELL, "exec"), compile(ast.Expression(value), CELL, "eval")
            return Compiled(names, whole, body, last, frozenset(origins))
    return Compiled(names, whole)


class _Setting(ast.NodeTransformer):
    """Tells the student's process of what a cell does to some names, statement by statement."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Insert the telling into every block of the cell's own scope."""
        if isinstance(node, _SCOPES):
            return node
        for field in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, field, None), list):
                setattr(node, field, [new for old in block for new in self._told(old)])
        for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            self.generic_visit(part)
        if isinstance(node, ast.For | ast.With) and (bound := self._bound(node)):
            node.body[:0] = _telling(SET, bound)
        return node

    def _told(self, statement: ast.stmt) -> list[ast.stmt]:
        gone = {
            target.id
            for target in getattr(statement, "targets", ())
            if isinstance(statement, ast.Delete) and isinstance(target, ast.Name)
        }
        before = _telling(UNSET, sorted(gone & self._names))
        compound = hasattr(statement, "body") and not isinstance(statement, _SCOPES)
        after = [] if compound else _telling(SET, self._bound(statement))
        return [*before, self.visit(statement), *after]

    def _bound(self, statement: ast.stmt) -> list[str]:
        """Return which of the names a statement itself binds, whatever stands in its blocks."""
        heads: list[ast.AST] = [statement]
        if isinstance(statement, ast.For):
            heads = [statement.target]
        elif isinstance(statement, ast.With):
            heads = [item.optional_vars for item in statement.items if item.optional_vars]
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return sorted({statement.name} & self._names)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            bound = {a.asname or a.name.partition(".")[0] for a in statement.names}
            return sorted(bound & self._names)
        nodes = (n for head in heads for n in ast.walk(head) if isinstance(n, ast.Name))
        return sorted({n.id for n in nodes if isinstance(n.ctx, ast.Store)} & self._names)


def _telling(function: str, names: list[str]) -> list[ast.stmt]:
    text = "\n".join(
        f"{function}({name!r}, {name})" if function == SET else f"{function}({name!r})"
        for name in names
    )
    return ast.parse(text).body


def _may_be_students(names: tuple[str, ...], tree: ast.Module, value: ast.expr) -> bool:
    """Say whether an expression begins with one of the names or of what the cell itself names."""
    given = {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return _is_among({*names, *given}, value)


def _students_names(tree: ast.Module, free: list[str]) -> set[str]:
    """Return the free names and those the cell gives to what they return or contain."""
    names = set(free)
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Assign | ast.AnnAssign | ast.NamedExpr)]
    for _ in nodes:  # often enough for any chain of assignments, in any order
        for node in nodes:
            if node.value is not None and _is_among(names, node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names |= {
                    n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)
                }
    return names


def _is_among(names: set[str], value: ast.expr) -> bool:
    """Say whether an expression is one of the names, or a call or a part of one."""
    while isinstance(value, ast.Call | ast.Attribute | ast.Subscript):
        value = value.func if isinstance(value, ast.Call) else value.value
    return isinstance(value, ast.Name) and value.id in names


def names_for(setup: tuple[str, ...], test: str) -> tuple[str, ...]:
    """Return the names that a test and the helpers of the set-up may need from the student."""
    return tuple(sorted({name for source in (*setup, test) for name in read_names(source)}))


@functools.lru_cache(maxsize=1024)
def read_names(source: str) -> tuple[str, ...]:
    """Return the names a cell reads that neither it nor Python defines, sorted.

    Raises ``SyntaxError``.
    """
    read: set[str] = set()
    written: set[str] = set()
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.alias(asname=str(name)):
                written.add(name)
            case ast.alias(name=name):
                written.add(name.partition(".")[0])
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                written.add(name)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                written.add(name)
    return tuple(sorted(n for n in read - written if not hasattr(builtins, n)))
