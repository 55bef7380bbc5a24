"""Values of libraries as data: dates, tables, expressions, graphs, by a table of kinds that is ours.

:func:`taken` runs in the untrusted process and says of what kind a value is and which plain parts it
has. :func:`kind_named` runs in the trusted one: what it returns builds the value anew from such parts,
as the true object of the library, and refuses parts that don't fit with an exception. Types are
compared exactly: a subclass of the student's is an object of the student's. Whoever sends a value
names a kind and nothing else; no class, module, or code is ever looked up by a name that came along.

Called by ``wire`` alone, which bounds bytes, depth and parts. A library is imported where its first
value is met, and only if it is installed.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.exam.library import arrays, ofnotebook, standard
from autograder.exam.library.kind import Kind, for_test_that_reads

# the library a value's type comes from: the module here that knows its kinds
_HOMES = {
    "pandas": "tables",
    "sympy": "expressions",
    "networkx": "graphs",
    "scipy": "sparse",
    "torch": "tensors",
    "jaxlib": "tensors",
}
_HERE = {"python": standard, "numpy": arrays, "notebook": ofnotebook}
_SLOW = {"torch", "jax"}  # whose values are arrays where nobody has imported them


def taken(value: Any) -> tuple[str, Any] | None:
    """Return the name of the kind of ``value`` and its parts, or None if it is of no kind.

    Parts are plain, or of a kind themselves. Raises, whatever it is, when they don't make the value
    anew: it is better off where it is than refused on the other side.
    """
    if (found := _kind_of(value)) is None:
        return None
    name, kind = found
    parts = kind.take(value)
    kind.build(parts)
    return name, parts


def writer(value: Any) -> Callable[[Any, Any], None] | None:
    """Return what writes the content of another such value into ``value``, or None if nothing does."""
    if type(value) is defaultdict:  # whatever its factory is
        return standard.KINDS["python.defaultdict"].put
    found = _kind_of(value)
    return None if found is None else found[1].put


def _kind_of(value: Any) -> tuple[str, Kind] | None:
    homes = [ofnotebook, standard, arrays]
    kind = type(
        value
    )  # of an undefined function of sympy's, only the class's class says where it's from
    module = kind.__module__ or type(kind).__module__
    library = module.partition(".")[0]
    if library in _HOMES and library in sys.modules:
        homes.append(_home(library))
    for home in homes:
        if (name := home.kind_of(value)) is not None:
            return name, home.KINDS[name]
    return None


def kind_named(name: str) -> Kind:
    """Return the kind of that name. Raises ``ValueError`` if there is none here."""
    library = name.partition(".")[0]
    if library in _HERE:
        kinds = _HERE[library].KINDS
    elif library in _HOMES and _is_installed(library):
        kinds = _home(library).KINDS
    else:
        raise ValueError("of no library that is known here")
    if name not in kinds:
        raise ValueError("of no kind that is known here")
    return kinds[name]


@contextlib.contextmanager
def for_test(code: CodeType) -> Iterator[None]:
    """Build values meanwhile as a test cell may use them: it imports what, and looks for what?"""
    names = set(_names_in(code))
    for library in _SLOW & names:
        if importlib.util.find_spec(library) is not None:
            importlib.import_module(library)
    with for_test_that_reads(names):
        yield


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names_in(inner)


def _home(library: str) -> Any:
    return importlib.import_module(f"autograder.exam.library.{_HOMES[library]}")


@functools.cache
def _is_installed(library: str) -> bool:
    """Say whether a library is imported, or to be had from anywhere but the current folder."""
    if library in sys.modules or _HOMES[library] == "tensors":  # see there
        return True
    spec = importlib.util.find_spec(library)
    if spec is None or spec.origin is None:
        return False
    return Path.cwd() not in Path(spec.origin).parents[:2]
