"""Tests that hand axes of their own to the student's code, or look at the current ones, read off the source.

A figure can't be in two processes. Such a test draws in the student's: its ``plt`` is the one there, and what
it sees of a figure is the student's claim about it, as of a figure that a function returns. That
is so only where a test does nothing with ``plt`` but make, find and close figures, and draws nothing itself:
what it compares a figure with is its own.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator

from autograder.exam import scopes

_MAKE = {"subplots", "figure", "axes", "subplot", "subplot_mosaic", "subplot2grid"}
_FIND = {"gca", "gcf", "get_fignums", "fignum_exists"}
_HARMLESS = {"close", "clf", "cla", "show", "draw", "ioff", "ion", "sca", "switch_backend"}
_READ = re.compile(  # of a figure or its parts
    r"get_\w+|has_\w+|lines|patches|collections|texts|images|containers|artists|tables|legend_|title"
    r"|xaxis|yaxis|axes|figure|flat|ravel|flatten|tolist|shape|size|add_subplot|add_axes|subplots"
    r"|index|count|legends|suptitle|_suptitle|legend_handles|legendHandles|errorbar|markerline"
)
_PYPLOT = "matplotlib.pyplot"


def drawn_through(test: Iterable[ast.stmt], earlier: Iterable[ast.stmt]) -> set[str]:
    """Return the names by which a test has ``pyplot``, if it draws where the student's code does."""
    body = list(test)
    names = {name for node in (*earlier, *body) for name in _names_of_pyplot(node)}
    used = [node for one in body for node in ast.walk(one) if _is_of(node, names)]
    if not {node.attr for node in used} <= _MAKE | _FIND | _HARMLESS:
        return set()
    if not used or not all(map(_READ.fullmatch, _done_with_made(body, names))):
        return set()
    finds = any(node.attr in _FIND for node in used)
    return names if finds or _hands_over(body, names) else set()


def _names_of_pyplot(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (a.asname for a in node.names if a.name == _PYPLOT and a.asname)
    elif isinstance(node, ast.ImportFrom) and node.module == "matplotlib":
        yield from (a.asname or a.name for a in node.names if a.name == "pyplot")


def _is_of(node: ast.AST, names: set[str]) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in names
    )


def _made(body: list[ast.stmt], names: set[str]) -> set[str]:
    """Return the names of what is made of ``names``: figures, axes, and parts of these."""
    made: set[str] = set()
    for node in (node for one in body for node in ast.walk(one)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if (made | names).intersection(scopes.root_of(node.value.func)):
                made |= set(scopes.bound_by(node))
        elif isinstance(node, ast.For) and made.intersection(scopes.root_of(node.iter)):
            made |= set(scopes.bound_by(ast.Assign([node.target], ast.Constant(None))))
    return made


def _done_with_made(body: list[ast.stmt], names: set[str]) -> Iterator[str]:
    """Yield the attributes that a test uses of figures and their parts."""
    made = _made(body, names)
    for node in (node for one in body for node in ast.walk(one)):
        if isinstance(node, ast.Attribute) and not _is_of(node, names):
            inner: ast.AST = node.value
            while isinstance(inner, ast.Attribute | ast.Subscript | ast.Call):
                inner = inner.func if isinstance(inner, ast.Call) else inner.value
            if isinstance(inner, ast.Name) and inner.id in made | names:
                yield node.attr


def _hands_over(body: list[ast.stmt], names: set[str]) -> bool:
    """Say whether what was made of ``names`` is an argument of a call of the student's code."""
    made = _made(body, names)
    for node in (node for one in body for node in ast.walk(one)):
        if isinstance(node, ast.Call):
            called = set(scopes.root_of(node.func))
            given = [*node.args, *(word.value for word in node.keywords)]
            handed = any(made.intersection(scopes.root_of(value)) for value in given)
            if (
                handed
                and not called & (made | names)
                and not all(hasattr(builtins, n) for n in called)
            ):
                return True
    return False
