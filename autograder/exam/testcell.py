"""Test and set-up cells as code: compiled once for a class, with what can be told from their text."""

from __future__ import annotations

import ast
import builtins
import functools
import keyword
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import CodeType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.exam import replaced, scopes
from autograder.exam.effects import IDENTITY, PATCHES, RUNS, needs_of
from autograder.exam.imported import Drawing, Importing

CELL = "<test cell>"  # the file name that its frames carry
SET, UNSET = "__set_for_student__", "__unset_for_student__"  # what a cell tells of its names
IMPORTS = "__imports__"  # see notebook.master.solution_imports: a name that set-up cells may define
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
KIND_OF = "__kind_of__"  # what asks for the type of an object, a name that only verifiers define


class SetupFailed(Exception):
    """The instructor's own cells don't run; nobody is graded on that."""


@functools.lru_cache(maxsize=256)
def compiled_setup(sources: tuple[str, ...]) -> tuple[CodeType, ...]:
    """Compile set-up cells. Raises :class:`SetupFailed`."""
    codes = []
    for number, source in enumerate(sources, 1):
        try:
            codes.append(
                compile(
                    with_kinds(parsed(source)), f"<set-up cell {number}>", "exec", dont_inherit=True
                )
            )
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
    return ast.parse(TransformerManager().transform_cell(_run_through(source)))


_AROUND = re.compile(
    r"\A\s*%%(?:time|prun|timeit)\b[^\n]*$|^([ \t]*)%time[ \t]+(?=\S)", re.MULTILINE
)
_CAPTURES = re.compile(r"\A\s*%%capture\b[ \t]*([^\W\d]\w*)?[^\n]*\n")


def _run_through(source: str) -> str:
    """Return a cell without the magics that only take the time of its code: it is to run, here too."""
    if found := _CAPTURES.match(source):
        body = textwrap.indent(_run_through(source[found.end() :]), "    ")
        name = f" as {found[1]}" if found[1] else ""
        captured = "__import__('IPython.utils.capture').utils.capture.capture_output()"
        return f"with {captured}{name}:\n{body}\n"  # as many lines: what is hidden stays so
    return _AROUND.sub(r"\1", source)


@dataclass(frozen=True)
class Compiled:
    """A test cell ready to run, and what can be told from its text."""

    names: tuple[str, ...]  # see :func:`names_for`
    whole: CodeType
    body: CodeType | None = None  # all but the last line, if that is an expression
    last: CodeType | None = None
    origins: frozenset[str] = frozenset()  # of ``names``, those the value of the last line is from
    words: tuple[str, ...] = ()  # in its texts, that may be names it looks up
    hidden: tuple[tuple[int, int], ...] = ()  # lines that students never see
    changes: tuple[str, ...] = ()  # names of the notebook's that calls may change
    needs: frozenset[str] = frozenset()  # see :mod:`autograder.exam.effects`
    patches: frozenset[str] = frozenset()  # see :mod:`autograder.exam.patched`
    shared: tuple[str, ...] = ()  # words that the solution has as well
    scripts: tuple[str, ...] = ()  # that the notebook writes and the test runs


@dataclass(frozen=True)
class Shared:
    """What a test cell shares with the student's process beside what it calls, as the source tells."""

    sets: tuple[str, ...] = ()  # names that it binds or deletes there too
    changes: tuple[str, ...] = ()  # names that calls may change
    modules: tuple[str, ...] = ()  # that the notebook writes, so that only the student has them
    names: tuple[str, ...] = ()  # of the notebook, for a test that looks them up by texts
    words: tuple[str, ...] = ()  # of the test's texts and attributes that the solution has as well

    drawing: tuple[str, ...] = ()  # names by which it has the student's pyplot

    @classmethod
    def told(cls, flow: Mapping[str, Any]) -> Shared:
        """Return it as a cell's metadata tell it (:class:`autograder.notebook.flow.Flow`)."""
        return cls(*(tuple(flow.get(one.name, ())) for one in fields(cls)))


NOTHING_SHARED = Shared()


@functools.lru_cache(maxsize=1024)
def compiled(setup: tuple[str, ...], test: str, shared: Shared = NOTHING_SHARED) -> Compiled:
    """Compile a test cell: in the grader, once for a whole class.

    Raises ``SyntaxError`` for it and :class:`SetupFailed` for a set-up cell. A last line that only
    shows what the student's code returned does not say how many points there are: it would name its
    own price.
    """
    compiled_setup(setup)
    tree, names = parsed(test), names_for(setup, test)
    names = tuple(sorted({*names, *shared.sets, *shared.names}))
    words = tuple(sorted(_named_in_texts(tree)))
    hidden = hidden_lines(test)
    scripts = tuple(f"{one}.py" for one in shared.modules if f"{one}.py" in test)
    patches = replaced.by(tree, replaced.modules(map(parsed, setup), tree), hidden, shared.words)
    tree = with_kinds(tree)
    if shared.drawing:
        tree = Drawing(frozenset(shared.drawing)).visit(tree)
    if shared.modules:
        tree = Importing(frozenset(shared.modules)).visit(tree)
    if shared.sets:
        tree = _Setting(frozenset(shared.sets)).visit(tree)
    ast.fix_missing_locations(tree)
    more = {
        "words": words,
        "hidden": hidden,
        "changes": shared.changes,
        "needs": needs_of(test)
        | ({IDENTITY} if _asks_identity(tree) else set())
        | ({PATCHES} if patches else set())
        | ({RUNS} if scripts else set()),
        "scripts": scripts,
        "patches": patches,
        "shared": shared.words,
    }
    whole = _code(tree, "exec")
    match tree.body:
        case [*_, ast.Expr(value=value)]:
            origins = set()
            if _may_be_students(names, tree, value):
                origins = {n for n in names if _is_among(_students_names(tree, [n]), value)}
            tree.body.pop()
            body = _code(tree, "exec")
            last = _code(ast.Expression(value), "eval")
            return Compiled(names, whole, body, last, frozenset(origins), **more)
    return Compiled(names, whole, **more)


def _code(tree: ast.Module | ast.Expression, mode: str) -> CodeType:
    """Compile a test cell as it stands: what this module has from the future is not for it."""
    return compile(tree, CELL, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _asks_identity(tree: ast.Module) -> bool:
    """Say whether a cell asks which objects are the same: ``a is b``, ``id(a)``, ``assertIs``."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others) if any(
                isinstance(op, ast.Is | ast.IsNot) for op in ops
            ):
                if not any(isinstance(x, ast.Constant) for x in (left, *others)):
                    return True
            case (
                ast.Call(func=ast.Name(id="id"))
                | ast.Attribute(
                    attr="assertIs" | "assertIsNot" | "shares_memory" | "may_share_memory"
                )
            ):
                return True
    return False


_LOOKS_UP = {"patch", "globals", "locals", "vars", "dir", "eval", "exec"}


def _named_in_texts(tree: ast.Module) -> set[str]:
    """Return the words in a cell's texts, if it looks names up by text: ``"f" in globals()``."""
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    called = {f.id if isinstance(f, ast.Name) else getattr(f, "attr", "") for f in calls}
    magics = any(
        isinstance(n, ast.Attribute) and n.attr == "run_line_magic" for n in ast.walk(tree)
    )
    if not (called & _LOOKS_UP or magics):
        return set()
    texts = (
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is str
    )
    words = {word for text in texts for word in re.findall(r"[^\W\d]\w*", text)}
    return {word for word in words if not hasattr(builtins, word) and not keyword.iskeyword(word)}


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
        found = {n.id for n in nodes if isinstance(n.ctx, ast.Store)}
        if not hasattr(statement, "body"):
            found.update(scopes.altered_by(statement))
        return sorted(found & self._names)


def _telling(function: str, names: list[str]) -> list[ast.stmt]:
    text = "\n".join(
        f"{function}({name!r}, {name})" if function == SET else f"{function}({name!r})"
        for name in names
    )
    return ast.parse(text).body


class _Kinds(ast.NodeTransformer):
    """Makes ``type(x)`` a question, and ``x.__class__``: Python would answer with the class of the proxy."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            return node
        asked = ast.Call(ast.Name(KIND_OF, ast.Load()), [node.value, ast.Constant(True)], [])
        return ast.fix_missing_locations(ast.copy_location(asked, node))

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
    """Return the names a cell reads before it binds them, but for Python's own, sorted.

    Raises ``SyntaxError``.
    """
    return tuple(sorted(scopes.free_names(parsed(source))))
