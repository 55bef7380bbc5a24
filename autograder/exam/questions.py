"""What can be asked of a student's object beside its attributes: what operators make of it, and facts."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import sys
from collections.abc import Generator
from typing import Any, NoReturn

from autograder.exam import kinds, lent
from autograder.exam.kinds import DERIVED, MADE, Kind, is_students, name_of, native, number_of
from autograder.exam.testcell import CELL

MAX_ITEMS = 50_000  # that iterators give during one test: those without end must end some time
_CLASSES_OF_A_CLASS = ("__mro__", "__bases__", "__base__")


class Questions:
    """The part of a line that asks; the other part sends what is asked and reads the answer."""

    _known: Any
    _lender: lent.Lender
    after_call: list[Any]
    _items = 0
    identity = False  # the test asks which objects are the same
    arguments: tuple[Any, ...] | list[Any] = ()  # of the call that is going on

    def __init__(self) -> None:
        self._waiting: list[int] = []
        self._came: dict[int, Any] = {}
        self._tasks: dict[int, Generator[None, None, Any]] = {}

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return its answer."""
        raise NotImplementedError

    def value(self, answer: dict[str, Any], what: str, origin: int = kinds.FOREIGN) -> Any:
        """Return what an answer describes."""
        raise NotImplementedError

    def refuse(self, why: str) -> NoReturn:
        """Raise an error that says why something can't be asked."""
        raise NotImplementedError

    @property
    def operators(self) -> set[str]:
        """Names of the operators that the instructor's classes define."""
        return self._known.operators

    def class_here(self, kind: type) -> type | None:
        """Return the class that instances of a student's class say they have, if it is another one."""
        return self._known.class_here(kind)

    def instructors(self, kind: type) -> type | None:
        """Return the instructor's class that a student's class is, by its name in the notebook."""
        return self._known.instructors(kind)

    def bases_here(self, kind: type) -> tuple[type, ...]:
        """Return the classes of libraries and of locked cells that a student's class derives from."""
        return self._known.bases_here(kind)

    @property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """Lines of the test cell that students never see."""
        return self._lender.shown.hidden

    @hidden.setter
    def hidden(self, lines: tuple[tuple[int, int], ...]) -> None:
        self._lender.shown.hidden = lines

    def pickled(self, value: Any) -> bytes:
        """Return a value for the other side."""
        return self._lender.pickled(value)

    def asked(self, proxy: Any, request: dict[str, Any], what: str) -> Any:
        """Return an attribute or item of an object."""
        origin = min(native(proxy, "_origin"), DERIVED)
        if origin >= DERIVED:
            request["live"] = True
        if request.get("name") in _CLASSES_OF_A_CLASS and type(proxy) is Kind:
            origin = MADE
        return self.value(self.ask(request), what, origin)

    def do(self, name: str, operands: tuple[Any, ...], origin: int, what: str) -> Any:
        """Return what an operation on objects of the student's gives."""
        request = {"op": "do", "name": name, "arguments": self.pickled(operands), "live": True}
        first = operands[0]
        before = native(first, "_origin") if is_students(first) else origin
        found = self.value(self.ask(request), what, origin)
        if found is first and name in _GIVE_THEMSELVES:
            object.__setattr__(found, "_origin", before)
        return found

    def of_type(self, kind: type, name: str, operands: tuple[Any, ...], what: str) -> Any:
        """Return what an operation gives, which must be of one of Python's own types."""
        request = {"op": "do", "name": name, "arguments": self.pickled(operands)}
        found = self.value(self.ask(request), what)
        if type(found) is not kind:
            self.refuse(f"{what} is no {kind.__name__}, or too large a one")
        return found

    def next_of(self, iterator: Any) -> Any:
        """Return the next item of an iterator. Raises ``StopIteration`` at its end."""
        self._items += 1
        if self._items > MAX_ITEMS:
            self.refuse(f"{name_of(iterator)} has given {MAX_ITEMS:,} items and does not end")
        answer = self.ask({"op": "next", "of": number_of(iterator)})
        origin = min(native(iterator, "_origin"), DERIVED)
        if type(end := answer.get("end")) is dict:
            raise StopIteration(self.value(end, f"the end of {name_of(iterator)}", origin))
        return self.value(answer, f"an item of {name_of(iterator)}", origin)

    def names(self) -> set[str]:
        """Return all names that the notebook has."""
        found = self.value(self.ask({"op": "names"}), "the notebook's names")
        return {name for name in found if type(name) is str} if type(found) is list else set()

    def module(self, name: str, again: bool = False) -> Any:
        """Return a module that only the student has, imported there, or reloaded."""
        request = {"op": "import", "name": name} | ({"again": True} if again else {})
        return self.value(self.ask(request), name)

    def files(self) -> Any:
        """Return the files beside the student's notebook that a test may look at."""
        return self.value(self.ask({"op": "files"}), "the files")

    def awaited(self, proxy: Any) -> Generator[None, None, Any]:
        """Wait for what a coroutine of the student's comes to, together with all that wait meanwhile.

        Raises what it raises, and ``StopAsyncIteration`` at the end of an iterator.
        """
        number = number_of(proxy)
        self._waiting.append(number)
        yield  # to others that the test has begun
        if number in self._waiting:
            numbers, self._waiting = self._waiting, []
            came = self.ask({"op": "await", "of": numbers})
            found = came.get("awaited")
            if type(found) is not list or len(found) != len(numbers):
                found = [came] * len(numbers)
            self._came.update(zip(numbers, found, strict=True))
            for act in self.after_call:
                act()
        self._items += 1
        if self._items > MAX_ITEMS:
            self.refuse(f"{name_of(proxy)} is awaited more than {MAX_ITEMS:,} times")
        answer = self._came.pop(number)
        if type(answer) is not dict or "end" in answer:
            raise StopAsyncIteration
        origin = min(native(proxy, "_origin"), DERIVED)
        return self.value(answer, f"the result of {name_of(proxy)}", origin)

    def resumable(self, proxy: Any) -> Generator[None, None, Any]:
        """Return what a task of the test's resumes in place of a coroutine: the same each time."""
        return self._tasks.setdefault(number_of(proxy), self.awaited(proxy))

    def as_argument(self, answer: dict[str, Any], found: Any) -> Any:
        """Return the test's own object if the student's function has handed it back as it is."""
        position = answer.get("argument")
        if type(position) is not int or not 0 <= position < len(self.arguments):
            return found
        part = self.arguments[position]
        alike = type(part) is type(found) and lent.state(part) == lent.state(found) is not None
        return part if alike else found

    def signature_of(self, proxy: Any) -> inspect.Signature:
        """Return what a function says of its parameters. Raises ``ValueError`` if it is malformed."""
        what = f"the signature of {name_of(proxy)}"
        found = self.do("signature", (proxy,), kinds.FOREIGN, what)
        empty = inspect.Parameter.empty
        try:
            listed, returns, returned = found
            parameters = [
                inspect.Parameter(
                    name,
                    inspect._ParameterKind(kind),  # type: ignore[attr-defined]
                    default=default if defaults else empty,
                    annotation=annotation if annotates else empty,
                )
                for name, kind, defaults, default, annotates, annotation in listed
            ]
            return inspect.Signature(
                parameters, return_annotation=returned if returns is True else empty
            )
        except (TypeError, ValueError) as error:
            self.refuse(f"{what} is not one: {error}")

    def fields_of(self, proxy: Any) -> dict[str, Any]:
        """Return the fields of a data class, as :mod:`dataclasses` looks for them."""
        names = self.do("fields", (proxy,), kinds.FOREIGN, f"the fields of {name_of(proxy)}")
        if type(names) is not list or not all(type(n) is str and n.isidentifier() for n in names):
            self.refuse(f"{name_of(proxy)} is no data class")
        try:
            return dataclasses.make_dataclass("_", names).__dataclass_fields__
        except (TypeError, ValueError) as error:
            self.refuse(f"{name_of(proxy)} is no data class: {error}")

    def source_of(self, proxy: Any) -> str:
        """Return the source of a function or class, as the kernel knows it."""
        return self.of_type(str, "source", (proxy,), f"the source of {name_of(proxy)}")

    def as_students(self, error: Any) -> Any:
        """Return an exception of the test's as the student's code may see it, or what is none."""
        if is_students(error) or not isinstance(error, BaseException):
            return error
        kind = next(k for k in type(error).__mro__ if k.__module__ == "builtins")
        plain = lent.is_simple(error.args)
        try:
            return kind(*error.args) if plain else kind(str(error))
        except TypeError:
            return Exception(str(error))

    def subclass(
        self, name: str, bases: tuple[type, ...], body: dict[str, Any], options: dict[str, Any]
    ) -> Kind:
        """Return the class that a test derives from a student's; the kernel makes it.

        It goes there with its code, so only from what students see of the test.
        """
        owner = next(base for base in bases if is_students(base))
        frame: Any = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != CELL:
            frame = frame.f_back
        line = frame.f_lineno if frame is not None else 0
        if options or frame is None or any(first <= line <= last for first, last in self.hidden):
            self.refuse(
                f"the test derives the class {name} from your class {name_of(owner)} where that is not "
                "possible: in its hidden part, or in a set-up cell"
            )
        members = {k: v for k, v in body.items() if k not in ("__classcell__", "__module__")}
        arguments = self._lender.pickled((name, bases, members), {id(v) for v in _code(members)})
        request = {"op": "do", "name": "subclass", "arguments": arguments}
        made = self.value(self.ask(request), f"the class {name}", MADE)
        if type(made) is not Kind:
            self.refuse(f"the class {name} could not be made")
        cell = body.get("__classcell__")
        if cell is not None:
            cell.cell_contents = made
        self._known.is_of_the_exercise(made)
        return made


_GIVE_THEMSELVES = frozenset(
    {"iter", "enter", *(f"i{word}" for word in kinds.OPERATORS)} - {"index", "invert"}
)


def _code(members: dict[str, Any]) -> list[Any]:
    """Return the functions that a class statement defines."""
    found = []
    for member in members.values():
        inner = [getattr(member, part, None) for part in ("__func__", "fget", "fset", "fdel")]
        found += [x for x in (member, *inner) if inspect.isfunction(x)]
    return found


def show_sources() -> None:
    """Let :mod:`inspect` show the sources of the student's functions and classes, too, and reload modules."""
    if getattr(inspect.getsource, "of_students", False):
        return
    known_source, known_lines = inspect.getsource, inspect.getsourcelines
    known_reload = importlib.reload

    def reload(module: Any) -> Any:
        if is_students(module):
            return native(module, "_line").module(name_of(module), again=True)
        return known_reload(module)

    def getsource(value: Any) -> str:
        return (
            native(value, "_line").source_of(value) if is_students(value) else known_source(value)
        )

    def getsourcelines(value: Any) -> tuple[list[str], int]:
        if is_students(value):
            return native(value, "_line").source_of(value).splitlines(keepends=True), 0
        return known_lines(value)

    getsource.of_students = True  # type: ignore[attr-defined]
    inspect.getsource, inspect.getsourcelines = getsource, getsourcelines
    importlib.reload = reload
