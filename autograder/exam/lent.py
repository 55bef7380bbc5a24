"""What a test lends to the student's process: copies of data, and handles on what stays here.

A call sends *copies* of its arguments. Nothing that the student's code does to them comes back, with
two exceptions: what the test names as changed in place (:class:`Lender`, ``changing``), and random
generators, which may only have moved on. Data that came back changed although nobody asked for it is
reported, for the test to fail on. Both sides list the mutable parts of the arguments with
:func:`mutable_parts`, in the same order, so that a change is named by its position.

Functions, classes and objects that the notebook's cells define are not copied: their code is the
instructor's. The student gets a *handle* (:func:`borrowed`) with the attributes that the exercise may
use and nothing else, and is answered call by call over the line. A class says what that is in
``__lent__``, a tuple of names; without it, whatever has no leading underscore. Stand-ins that come
from a module are lent as handles if they have ``__lent__``, and copied if not.
"""

from __future__ import annotations

import collections
import io
import itertools
import pickle
import types
from collections.abc import Callable, Iterator, Set
from typing import Any

import cloudpickle
import numpy as np

from autograder.exam import generators, kept, library, wire
from autograder.exam.borrowed import borrowed
from autograder.exam.handles import Shown, is_of_what_it_mocks, may_set, offered, stays_here
from autograder.exam.kinds import NOTEBOOK, is_students, number_of
from autograder.exam.library import ofnotebook

_CONTAINERS = (np.ndarray, list, dict, set)
GENERATORS = (np.random.Generator, np.random.RandomState)
_OPAQUE = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_NUMBERS_AND_TEXTS = (bool, int, float, str, bytes, complex, type(None))
_PLAIN = (*_NUMBERS_AND_TEXTS, tuple, frozenset, np.generic)
_MAX_NESTING = 3
_AT_ONCE = 1000  # items of something lent that go to whoever loops over it


# ---------------------------------------------------------------- copies


def mutable_parts(arguments: Any, at_home: Callable[[Any], bool]) -> list[Any]:
    """Return the mutable data and generators reachable from ``arguments``, each once, outermost first.

    ``at_home`` tells what lives on one side only, and is passed over. Of an object's attributes only
    generators are listed: what an object does to itself is its own business.
    """
    found: dict[int, Any] = {}
    for part in _walk(arguments, at_home, 0, inside=False):
        found.setdefault(id(part), part)
    return list(found.values())


def _walk(
    value: Any, at_home: Callable[[Any], bool], nesting: int, *, inside: bool
) -> Iterator[Any]:
    if nesting > _MAX_NESTING or isinstance(value, _OPAQUE) or at_home(value):
        return
    if isinstance(value, GENERATORS):
        yield value
    elif type(value) in _CONTAINERS:
        if not inside:
            yield value
            if ofnotebook.any_changeable() and type(value) in (list, dict):
                held = value.values() if type(value) is dict else value
                yield from filter(ofnotebook.is_changeable, held)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, at_home, nesting + 1, inside=inside)
    elif isinstance(value, _PLAIN):
        return
    elif library.writer(value) is not None or ofnotebook.is_changeable(value):
        if not inside:
            yield value
    elif type(getattr(value, "__dict__", None)) is dict:
        for name in sorted(vars(value)):
            yield from _walk(vars(value)[name], at_home, nesting + 1, inside=True)


def state(part: Any) -> bytes | None:
    """Return the content of one mutable part as packed bytes, or None if it is not plain."""
    try:
        if isinstance(part, np.random.Generator):
            return wire.pack(part.bit_generator.state)
        if isinstance(part, np.random.RandomState):
            return wire.pack(part.get_state(legacy=False))
        changeable = ofnotebook.is_changeable(part)
        return wire.pack(ofnotebook.content_of(part) if changeable else part)
    except wire.NotPlain:
        return None


def snapshot(part: Any) -> Any:
    """Return what equals a later snapshot if and only if the content is the same then.

    Of numpy's usual generator that is quicker than its :func:`state`.
    """
    if type(part) is np.random.Generator and type(part.bit_generator) is np.random.PCG64:
        return part.bit_generator.state
    return state(part)


def restore(part: Any, content: Any) -> None:
    """Write ``content``, which comes from the student's process, into the original ``part``.

    Raises ``ValueError`` when the content does not fit the part, or a generator did not move on from
    where it was.
    """
    try:
        if isinstance(part, np.random.Generator):
            generators.check_positions(content)
            generators.check_moved_on(part.bit_generator.state, content)
            part.bit_generator.state = content
        elif isinstance(part, np.random.RandomState):
            generators.check_positions(content)
            part.set_state(content)
        elif type(part) is np.ndarray:
            if type(content) is not np.ndarray or content.shape != part.shape:
                raise ValueError("an array can't change its shape in place")
            if content.dtype != part.dtype.newbyteorder("="):
                raise ValueError("an array can't change its type in place")
            part[...] = content
        elif ofnotebook.is_changeable(part):
            ofnotebook.write(part, content)
        else:
            kinds = (type(part), dict) if type(part) is collections.defaultdict else (type(part),)
            if type(content) not in kinds:
                raise ValueError(f"a {type(part).__name__} can't become another type in place")
            if (write := library.writer(part)) is not None:
                write(part, content)
                return
            part.clear()
            part.extend(content) if type(part) is list else part.update(content)
    except (TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def only_read(part: Any, content: Any) -> bool:
    """Say whether ``part`` became ``content`` by being read: a ``defaultdict`` grows by that."""
    if type(part) is not collections.defaultdict or not isinstance(content, dict):
        return False
    grown = {key: value for key, value in content.items() if key not in part}
    kept = {key: value for key, value in content.items() if key in part}
    try:
        default = wire.pack(part.default_factory()) if part.default_factory else None
        return all(wire.pack(x) == default for x in grown.values()) and state(kept) == state(
            dict(part)
        )
    except wire.NotPlain:
        return False


def is_simple(value: Any, depth: int = 0) -> bool:
    """Say whether ``value`` is made of nothing but numbers, texts and arrays of numbers, and small."""
    kind = type(value)
    if kind in (tuple, list, dict):
        parts = (*value, *value.values()) if kind is dict else value
        return depth < 4 and len(value) < 20 and all(is_simple(x, depth + 1) for x in parts)
    if kind is np.ndarray or isinstance(value, np.generic):
        return value.dtype.kind in wire.NUMERIC
    return kind in _NUMBERS_AND_TEXTS or kind is np.random.Generator


def place_of(
    part: Any, args: tuple, kwargs: dict[str, Any], names: Any, at_home: Callable[[Any], bool]
) -> str:
    """Say which argument a part of them belongs to; ``names`` is what the student calls them."""
    names = names if type(names) is list else []
    called = [x if type(x) is str and x.isidentifier() and len(x) < 40 else "" for x in names]
    called += [""] * len(args)
    named = [(called[i] or f"its argument {i + 1}", value) for i, value in enumerate(args)]
    named += list(kwargs.items())
    for name, value in named:
        if any(part is one for one in mutable_parts((value,), at_home)):
            return name
    return "an argument"


# ---------------------------------------------------------------- handles: the test's side


class Lender:
    """The test's side of what it lends during one test cell."""

    def __init__(self, is_students: Callable[[Any], bool], *, anything: bool = False) -> None:
        self._is_students = is_students
        self.shared: dict[int, int] = {}  # ids of containers kept in step, and their numbers
        self._lent: list[Any] = []  # position is the number
        self._settable: set[int] = set()  # ids of objects whose attributes may be set
        self._anything = anything  # may be changed in place, whether the test names it or not
        self.shown = Shown()
        self._there: set[int] = set()  # ids of the test's classes that went there by themselves

    def knows(self, names: dict[str, Any]) -> list[str]:
        """Take note of the classes that set-up cells define; return those whose objects are data."""
        classes = {
            name: kind
            for name, kind in names.items()
            if isinstance(kind, type) and kind.__module__ == NOTEBOOK and kind.__name__ == name
        }
        self.shown.classes = {id(kind): name for name, kind in classes.items()}
        data = [name for name, kind in classes.items() if ofnotebook.is_data(kind)]
        ofnotebook.tell(data, dict(classes))
        return data

    def pickled(self, arguments: Any, given: Set[int] = frozenset()) -> bytes:
        """Return the arguments for the other side: copies, and handles on what stays here.

        ``given`` are ids of functions that go there with their code.
        """
        if not self.shared and is_simple(arguments):  # as is most of what goes to and fro
            return pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL)
        buffer = io.BytesIO()
        (_SharingPickler if self.shared else _Pickler)(buffer, self, given).dump(arguments)
        return buffer.getvalue()

    def pickled_anew(self, container: Any) -> bytes:
        """Return the content of a container that is kept in step, for the other side's."""
        number = self.shared.pop(id(container))
        try:
            return self.pickled(container)
        finally:
            self.shared[id(container)] = number

    def stays(self, value: Any) -> bool:
        """Say whether ``value`` is lent as a handle, or is the student's own."""
        return id(value) in self.shared or self._is_students(value) or stays_here(value)

    def number_of(self, value: Any) -> int:
        """Return the number by which the other side will know ``value``."""
        for number, known in enumerate(self._lent):
            if known is value:
                return number
        self._lent.append(value)
        return len(self._lent) - 1

    def lent(self, number: Any) -> Any:
        """Return what was lent under a number. Raises ``LookupError``."""
        if type(number) is not int or not 0 <= number < len(self._lent):
            raise LookupError(f"nothing was lent under {number!r}")
        return self._lent[number]

    def is_known_there(self, kind: type) -> bool:
        """Say whether the other side has a class of the notebook's: by its cells, or as an argument."""
        return id(kind) in self.shown.classes or id(kind) in self._there

    def note(self, kind: type) -> None:
        """Note that a class goes to the other side."""
        self._there.add(id(kind))

    def form_of(self, value: Any) -> dict[str, Any]:
        """Return what the other side may do with a handle on ``value``."""
        return {**offered(value), **self.shown.of(value), "settable": self._is_settable(value)}

    def _is_settable(self, value: Any) -> bool:
        return self._anything or id(value) in self._settable

    def may_change(self, changing: tuple[Any, ...]) -> set[int]:
        """Return the ids of what a call that changes ``changing`` may write into."""
        if not changing:
            return set()
        self._settable |= {id(value) for value in changing if stays_here(value)}
        return {id(part) for part in mutable_parts(changing, self.stays)}

    def use(self, number: Any, name: Any, args: tuple, kwargs: dict[str, Any]) -> Any:
        """Do what the student's code asks of a handle: read an attribute, or call.

        Raises ``AttributeError`` for what the handle does not offer, ``LookupError``.
        """
        value = self.lent(number)
        form = offered(value)
        if name == "=" and self._is_settable(value) and len(args) == 2 and type(args[0]) is str:
            if not may_set(value, args[0]):
                raise AttributeError(f"it has no attribute {args[0]!r}")
            setattr(value, args[0], args[1])
            return None
        if name in form["values"] or (form.get("mocks") and is_of_what_it_mocks(name)):
            return getattr(value, name)
        if name == "__iter__" and name in form["special"]:
            return value if "__next__" in form["special"] else _items_of(value)
        if name in form["methods"] or name in form["special"]:
            return getattr(value, name)(*args, **kwargs)
        raise AttributeError(f"it has no attribute {name!r}")


def _items_of(value: Any) -> Any:
    """Return the items of something lent, or what gives them one by one if they are many or never end."""
    rest = iter(value)
    first = list(itertools.islice(rest, _AT_ONCE))
    return first if len(first) < _AT_ONCE else itertools.chain(first, rest)


class _Pickler(cloudpickle.Pickler):
    """Pickles arguments, with handles in place of what stays here."""

    def __init__(self, file: io.BytesIO, lender: Lender, given: Set[int]) -> None:
        super().__init__(file)
        self._lender = lender
        self._given = given

    def reducer_override(self, value: Any) -> Any:
        if is_students(value):
            return kept.resolve, (number_of(value),)
        if isinstance(value, type) and id(value) in self._lender.shown.classes:
            return kept.class_named, (self._lender.shown.classes[id(value)],)
        if id(value) not in self._given and stays_here(value):
            return borrowed, (self._lender.number_of(value), self._lender.form_of(value))
        if isinstance(value, type):
            self._lender.note(value)
        return super().reducer_override(value)


class _SharingPickler(_Pickler):
    """The same, with the student's own containers for those that are kept in step."""

    def persistent_id(self, value: Any) -> int | None:
        return self._lender.shared.get(id(value))
