"""Does a visible cell show how an exercise is solved, in other words than the solution's?

``leaks`` looks for lines of a solution. This looks for its *expressions*: a check that computes what
it expects with the formula that the exercise asks for gives it away, whatever it calls its variables.
So names are ignored, as is the order of what is added or multiplied; what is called, what is indexed
and every number counts. Small expressions are everybody's: only those of four or more operations tell.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_solution

from autograder.errors import BadSource
from course.release import blanks, leaks

MOST = 3  # operations that an expression may share with a solution
BLANK = re.compile(r"<YOUR CODE\b[^\n]*?>(?=[\s:,;)\]}]*(?:#|$))", re.MULTILINE)
OPERATIONS = (
    ast.BinOp,
    ast.BoolOp,
    ast.Call,
    ast.Compare,
    ast.IfExp,
    ast.Subscript,
    ast.UnaryOp,
    ast.comprehension,
)
ANY_ORDER = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)


@dataclass(frozen=True)
class Expression:
    """An expression of a solution: where it stands, what it looks like, and its form without names."""

    cell: str
    text: str
    form: str


def solution_expressions(nb: NotebookNode) -> tuple[Expression, ...]:
    """Return the telling expressions of all solutions in a source notebook, the largest first."""
    found: dict[str, Expression] = {}
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code" or not is_solution(cell):
            continue
        hidden = blanks.hide_solutions(cell.source)
        given = {form for form, _ in telling(hidden.visible)}
        name = leaks.cell_name(cell, number)
        for secret in hidden.secrets:
            for form, text in telling(secret):
                if form not in given:
                    found.setdefault(form, Expression(name, text, form))
    return tuple(sorted(found.values(), key=lambda x: -len(x.form)))


def refuse(nb: NotebookNode, expressions: Iterable[Expression], notebook: str) -> None:
    """Raise ``BadSource`` when a visible cell of the released ``nb`` has one of the expressions."""
    for found in giveaways(nb, expressions):
        raise BadSource(
            f"{notebook}.ipynb, cell {found[0]}: `{_shortened(found[1])}` gives away the solution of "
            f"{found[2].cell}, where `{_shortened(found[2].text)}` stands. Expect numbers that are "
            "written down, or move it between BEGIN HIDDEN TESTS and END HIDDEN TESTS."
        )


def giveaways(
    nb: NotebookNode, expressions: Iterable[Expression]
) -> Iterator[tuple[str, str, Expression]]:
    """Yield a cell's name, what stands there, and which solution's expression that is."""
    known = {one.form: one for one in reversed(tuple(expressions))}
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code":
            continue
        name = leaks.cell_name(cell, number)
        for form, text in telling(cell.source):
            if form in known and known[form].cell != name:
                yield name, text, known[form]


def telling(source: str) -> list[tuple[str, str]]:
    """Return form and text of each expression with more than ``MOST`` operations, the largest first.

    Nothing for what is no Python: such a cell is reported elsewhere.
    """
    tree = _parsed(source)
    if tree is None:
        return []
    found = [
        (form_of(node), ast.unparse(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and _operations(node) > MOST
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def _parsed(source: str) -> ast.Module | None:
    text = BLANK.sub("...", textwrap.dedent(source))
    for transformed in (lambda: text, lambda: TransformerManager().transform_cell(text)):
        try:
            return ast.parse(transformed())
        except SyntaxError:
            continue
    return None


def _operations(node: ast.AST) -> int:
    """Count what is done in an expression: operators, calls, items, and parts like ``batch.reward``."""
    inner = list(ast.walk(node))
    called = {id(call.func) for call in inner if isinstance(call, ast.Call)}
    parts = sum(isinstance(x, ast.Attribute) and id(x) not in called for x in inner)
    return parts + sum(isinstance(x, OPERATIONS) for x in inner)


def form_of(node: ast.expr) -> str:
    """Return an expression's form: names of values left out, sums and products in one order."""
    match node:
        case ast.Name() | ast.Attribute(value=ast.Name()):
            return "_"
        case ast.Constant(value=value):
            return repr(value)
        case ast.Call(func=func, args=args, keywords=keywords):
            called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "_")
            owner = func.value if isinstance(func, ast.Attribute) else None
            first = [] if owner is None or isinstance(owner, ast.Name) else [form_of(owner)]
            named = sorted(f"{k.arg}={form_of(k.value)}" for k in keywords)
            return f"{called}({', '.join([*first, *map(form_of, args), *named])})"
        case ast.BinOp(op=op) if isinstance(op, ANY_ORDER):
            parts = sorted(form_of(part) for part in _chain(node, type(op)))
            return f"{type(op).__name__}({', '.join(parts)})"
    fields = [
        _form_of_field(value) for name, value in ast.iter_fields(node) if name not in ("ctx", "id")
    ]
    return f"{type(node).__name__}({', '.join(fields)})"


def _form_of_field(value: object) -> str:
    if isinstance(value, ast.expr):
        return form_of(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_form_of_field, value)) + "]"
    if isinstance(value, ast.AST):
        inner = [_form_of_field(v) for _, v in ast.iter_fields(value)]
        return f"{type(value).__name__}({', '.join(inner)})"
    return "_" if isinstance(value, str) else repr(value)


def _chain(node: ast.expr, op: type[ast.operator]) -> Iterator[ast.expr]:
    """Yield the parts of ``a + b + c``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, op):
        yield from _chain(node.left, op)
        yield from _chain(node.right, op)
    else:
        yield node


def _shortened(text: str, width: int = 100) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
