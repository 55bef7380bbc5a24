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
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader import utils

from autograder.exam import effects, replaced, scopes, testcell
from autograder.notebook import drawing

FLOW = "autograder"  # key of a cell's metadata that holds what is told here

_WRITTEN = re.compile(r"^%%(?:writefile|file)\s+(?:-a\s+)?[\"']?([A-Za-z_]\w*)\.py", re.MULTILINE)
_MUTATORS = frozenset(
    [
        "add",
        "append",
        "appendleft",
        "clear",
        "discard",
        "extend",
        "extendleft",
        "insert",
        "pop",
        "popitem",
        "popleft",
        "remove",
        "reverse",
        "rotate",
        "setdefault",
        "sort",
        "update",
        "write",
        "writelines",
        "fill",
        "put",
    ]
)
_LOOKS_UP = re.compile(r"\b(?:globals|locals|vars|eval|exec|user_ns|__main__)\b")
_SHORT = 100  # characters of a text that may be a name
_BEGIN, _END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_IMPORTS = (ast.Import, ast.ImportFrom)


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
        handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
        return ast.unparse(ast.Try([self.node], [handler], [], []))


@dataclass
class Flow:
    """What is told of one test cell."""

    before: list[Statement] = field(default_factory=list)  # of earlier tests, that it relies on
    after: list[Statement] = field(default_factory=list)  # its own, that later cells rely on
    sets: set[str] = field(default_factory=set)  # globals of the student's code that it sets
    changes: set[str] = field(default_factory=set)  # globals it reads that its calls may change
    modules: set[str] = field(default_factory=set)  # that cells of the notebook write
    names: set[str] = field(default_factory=set)  # that it may look up by texts
    drawing: set[str] = field(default_factory=set)  # names by which it has the student's pyplot
    words: set[str] = field(default_factory=set)  # of its own that other cells have as well

    def as_metadata(self) -> dict[str, object]:
        """Return it as it stands in a cell's metadata; nothing where there is nothing to tell."""
        told = {
            "before": _text(self.before),
            "before_visible": _text([one for one in self.before if one.visible]),
            "after": _text(self.after),
            "sets": sorted(self.sets),
            "changes": sorted(self.changes),
            "modules": sorted(self.modules),
            "names": sorted(self.names),
            "words": sorted(self.words),
            "drawing": sorted(self.drawing),
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
    modules = {name for cell in source.cells for name in _WRITTEN.findall(cell.source)}
    for number in sorted({one.cell for one in statements}):
        own = [one for one in statements if one.cell == number]
        earlier = [one for one in statements if one.cell < number]
        needed = scopes.needed((one.reads, one.later, one.binds) for one in own)
        wanted = slice_for(needed, earlier)
        if number in tests:
            flow = flows[number]
            flow.before = [one for one in wanted if one.is_test]
            bound = set().union(*(one.binds for one in own))
            taken = set().union(*map(scopes.deleted_by, (one.node for one in own)))
            students = [one for one in earlier if not one.is_test]
            taken &= set().union(*(one.binds for one in students), ())
            reads, writes = _used_when_called(needed | bound, students)
            imported = [one.binds for one in students if isinstance(one.node, _IMPORTS)]
            altered = set().union(*(one.alters for one in own)).difference(*imported)
            data = set().union(*(one.binds for one in students if not _is_code(one)), ())
            flow.sets = taken | ((bound | (altered & data)) & reads)
            flow.changes = (needed & writes).difference(*imported)
            if any(_LOOKS_UP.search(ast.unparse(one.node)) for one in own):
                flow.names = set().union(*(one.binds for one in students), ())
            flow.modules = modules & (_imported(own) | _run_by(own))
            nodes, before = [one.node for one in own], [one.node for one in earlier]
            flow.drawing = drawing.drawn_through(nodes, before)
            if _hands_over_more(nodes):
                theirs = _words(before, attributes=ast.Load)
                flow.words = _words(nodes, attributes=ast.Store) & theirs
            flow.after = [one for one in own if one.visible and isinstance(one.node, _IMPORTS)]
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
    modules = {name for one in earlier if isinstance(one.node, _IMPORTS) for name in one.binds}
    of_tests = {name for one in earlier if one.is_test for name in one.binds} - modules
    wanted, chosen = set(names), []
    for one in reversed(earlier):
        if one.is_test and one.binds & wanted:
            chosen.append(one)
            if not isinstance(one.node, ast.AugAssign):
                wanted -= one.binds
            wanted |= one.reads
        elif one.is_test and one.alters & wanted & of_tests:
            chosen.append(one)
            wanted |= one.reads
        elif not one.is_test:
            wanted -= one.binds
    return chosen[::-1]


def _is_code(one: Statement) -> bool:
    return isinstance(one.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _used_when_called(names: set[str], students: Sequence[Statement]) -> tuple[set[str], set[str]]:
    """Return the globals that functions and classes of these names, and those they call, read and change."""
    known = {one.node.name: one.node for one in students if _is_code(one)}
    reads: set[str] = set()
    writes: set[str] = set()
    todo = [name for name in names if name in known]
    while todo:
        node = known.pop(todo.pop(), None)
        if node is None:
            continue
        new = scopes.globals_below(scopes.table(node))
        reads |= new
        writes |= new & set(_changed_in(node))
        todo += [name for name in new if name in known]
    return reads, writes


def _changed_in(node: ast.AST) -> Iterator[str]:
    """Yield the names that a function declares global, or whose objects it changes in place."""
    for part in ast.walk(node):
        match part:
            case ast.Global(names=names):
                yield from names
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if method in _MUTATORS:
                    yield name
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield name


def _hands_over_more(nodes: Sequence[ast.stmt]) -> bool:
    """Say whether a test writes files for the student's code, or replaces parts of modules."""
    if any(effects.WRITES in effects.needs_of(ast.unparse(node)) for node in nodes):
        return True
    tree = ast.Module(list(nodes), [])
    return bool(replaced.by(tree, replaced.modules((), tree), (), ()))


def _run_by(own: Sequence[Statement]) -> set[str]:
    """Return the names of the Python files that a test starts as programs."""
    texts = [n.value for one in own for n in ast.walk(one.node) if isinstance(n, ast.Constant)]
    words = {word for text in texts if type(text) is str for word in text.split()}
    return {word.removesuffix(".py") for word in words if word.endswith(".py")}


def _words(nodes: Sequence[ast.stmt], attributes: type[ast.expr_context]) -> set[str]:
    """Return the short texts in statements, the words in these, and attributes that they use so."""
    found = set()
    for one in nodes:
        for node in ast.walk(one):
            match node:
                case ast.Constant(value=str(text)) if len(text) <= _SHORT:
                    found |= {text, *replaced.words_in(node)}
                case ast.Attribute(attr=name, ctx=ctx) if isinstance(ctx, attributes | ast.Del):
                    found.add(name)
    return found


def _imported(statements: Sequence[Statement]) -> set[str]:
    found = set()
    for one in statements:
        for node in ast.walk(one.node):
            if isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
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
            binds, reads = frozenset(scopes.bound_by(node)), frozenset(scopes.read_by(node))
            later = reads & scopes.read_when_called(node)
            alters = frozenset(scopes.altered_by(node))
            yield Statement(node, number, is_test, visible, binds, reads, later, alters)


def _text(statements: Sequence[Statement]) -> str:
    """Return statements as code; what students don't see stays marked as such."""
    return "\n".join(
        one.text if one.visible else f"{_BEGIN}\n{one.text}\n{_END}" for one in statements
    )


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
