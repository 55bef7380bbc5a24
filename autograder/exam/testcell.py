"""Test and set-up cells as code: compiled once for a class, with what can be told from their text."""

from __future__ import annotations

import ast
import builtins
import functools
from dataclasses import dataclass
from types import CodeType

from IPython.core.inputtransformer2 import TransformerManager

CELL = "<test cell>"  # the file name that its frames carry
KIND_OF = "__kind_of__"  # what asks for the type of an object, a name that only verifiers define


class SetupFailed(Exception):
    """The instructor's own cells don't run; nobody is graded on that."""


@functools.lru_cache(maxsize=256)
def compiled_setup(sources: tuple[str, ...]) -> tuple[CodeType, ...]:
    """Compile set-up cells. Raises :class:`SetupFailed`."""
    codes = []
    for number, source in enumerate(sources, 1):
        try:
            codes.append(compile(with_kinds(parsed(source)), f"<set-up cell {number}>", "exec"))
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
    hidden: tuple[tuple[int, int], ...] = ()  # lines that students never see


@functools.lru_cache(maxsize=1024)
def compiled(setup: tuple[str, ...], test: str) -> Compiled:
    """Compile a test cell: in the grader, once for a whole class.

    Raises ``SyntaxError`` for it and :class:`SetupFailed` for a set-up cell. A last line that only
    shows what the student's code returned does not say how many points there are: it would name its
    own price.
    """
    compiled_setup(setup)
    tree, names = with_kinds(parsed(test)), names_for(setup, test)
    hidden = hidden_lines(test)
    whole = compile(tree, CELL, "exec")
    match tree.body:
        case [*_, ast.Expr(value=value)]:
            origins = set()
            if _may_be_students(names, tree, value):
                origins = {n for n in names if _is_among(_students_names(tree, [n]), value)}
            tree.body.pop()
            body, last = compile(tree, CELL, "exec"), compile(ast.Expression(value), CELL, "eval")
            return Compiled(names, whole, body, last, frozenset(origins), hidden)
    return Compiled(names, whole, hidden=hidden)


class _Kinds(ast.NodeTransformer):
    """Makes ``type(x)`` a question: Python would answer with the class of the proxy."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="type"), args=[given], keywords=[]) if not isinstance(
                given, ast.Starred
            ):
                node.func = ast.copy_location(ast.Name(KIND_OF, ast.Load()), node.func)
        return node


def with_kinds(tree: ast.Module) -> ast.Module:
    """Return the cell with ``type(x)`` asked through :data:`KIND_OF`, unless it has a ``type`` of its own."""
    own = any(
        isinstance(n, ast.Name)
        and n.id == "type"
        and n.ctx is not None
        and isinstance(n.ctx, ast.Store)
        for n in ast.walk(tree)
    )
    return tree if own else _Kinds().visit(tree)


def hidden_lines(test: str) -> tuple[tuple[int, int], ...]:
    """Return first and last lines of what students don't see of a test, by nbgrader's marks."""
    found, begun = [], 0
    for number, line in enumerate(test.splitlines(), 1):
        if "BEGIN HIDDEN TESTS" in line:
            begun = begun or number
        elif "END HIDDEN TESTS" in line and begun:
            found.append((begun, number))
            begun = 0
    return (*found, (begun, 10**9)) if begun else tuple(found)


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
