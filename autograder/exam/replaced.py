"""What a test may replace in modules and in the environment, read off its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Set

from autograder.exam import scopes

_REPLACE = {"patch", "object", "dict", "multiple", "setattr", "delattr", "setenv", "putenv"}
_ENVIRON = {"environ", "putenv"}
_WORD = re.compile(r"[^\W\d]\w*")
_IMPORTS = "__imports__"  # see `testcell`


def modules(setup: Iterable[ast.Module], test: ast.Module) -> set[str]:
    """Return the names that set-up cells and a test import, or that the solution does."""
    found = set()
    for tree in (*setup, test):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found |= set(scopes.bound_by(node))
            elif isinstance(node, ast.Assign) and _IMPORTS in scopes.bound_by(node):
                found |= set(words_in(node))
    return found


def by(
    test: ast.Module, modules: Set[str], hidden: Collection[tuple[int, int]], known: Collection[str]
) -> frozenset[str]:
    """Return the attributes of modules, and the variables of the environment, that a test may replace.

    Of those that only the hidden part names, the ones that are ``known`` from the solution.
    """
    found = {
        name
        for name, line in _named(test, modules)
        if name in known or not any(first <= line <= last for first, last in hidden)
    }
    return frozenset(found)


def words_in(node: ast.AST) -> Iterator[str]:
    """Yield the words in the texts of some code."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and type(part.value) is str:
            yield from _WORD.findall(part.value)


def _named(test: ast.Module, modules: Set[str]) -> Iterator[tuple[str, int]]:
    calls = [n.func for n in ast.walk(test) if isinstance(n, ast.Call)]
    called = {f.id if isinstance(f, ast.Name) else getattr(f, "attr", "") for f in calls}
    attributes = {n.attr for n in ast.walk(test) if isinstance(n, ast.Attribute)}
    if called & _REPLACE or attributes & _ENVIRON:
        for node in ast.walk(test):
            if isinstance(node, ast.Constant):
                yield from ((word, node.lineno) for word in words_in(node))
    for node in ast.walk(test):
        match node:
            case ast.Attribute(value=value, attr=name, ctx=ast.Store() | ast.Del()):
                if modules.intersection(scopes.root_of(value)):
                    yield name, node.lineno
