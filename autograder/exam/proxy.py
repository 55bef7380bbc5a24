"""The student's names as a test cell sees them: copies of plain data, proxies for the rest.

Everything that arrives here comes from an untrusted process. A proxy can be called, and its
attributes, items and length read; what comes back is again a plain copy or a proxy. Comparing an
object that a function returned, or asking for its truth, raises :class:`NotAPlainValue`, so one that
claims to be equal to everything never gets the chance; :mod:`autograder.exam.kinds` says what may be
asked of which object.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from autograder.exam import instep, kinds, lent, raised, testcell, wire
from autograder.exam.effects import Effects
from autograder.exam.kinds import DERIVED, FOREIGN, MADE, Kind, is_students, name_of, number_of
from autograder.exam.known import Known, Malformed
from autograder.exam.objects import Changing, Proxy
from autograder.exam.questions import Questions
from autograder.exam.raised import StudentError
from autograder.exam.wording import text_of

KERNEL_ENDED = "the kernel ended while your code ran"


class KernelGone(Exception):
    """The student's kernel ended, or stopped answering, while it was asked for something."""


class NotAPlainValue(AssertionError):
    """A test needed a plain value and the student's code returned an object."""


class Changed(AssertionError):
    """The student's code changed data in place that the test did not lend for that."""

    hint = "work on a copy, or compute a new value"

    def __init__(self, what: str) -> None:
        super().__init__(f"your function changed {what}, which it should only read")


class Missing(NameError):
    """The notebook defines no such name."""


MAX_CONTAINED = 4000  # objects in one container
_CONTAINERS = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


class Line(Questions):
    """The connection to the student's kernel during one test cell.

    ``deadline`` (:func:`time.monotonic` seconds) bounds every answer.
    """

    def __init__(self, sock: socket.socket, deadline: float, *, lenient: bool = False) -> None:
        super().__init__()
        self._one_at_a_time = threading.RLock()
        self._sock = sock
        self._deadline = deadline
        self._lenient = lenient  # any argument may be changed in place
        self._lender = lent.Lender(is_students, anything=lenient)
        self._known = Known(self)
        self._in_step = instep.InStep(lambda x: number_of(x) if is_students(x) else None)
        self._failed: AssertionError | None = None  # what a lent object found wrong
        self._broken = ""
        self.effects: Effects | None = None  # what the test has set up for the student's code
        self.after_call: list[Callable[[], None]] = []
        self._lender.shared = self._in_step.numbers
        self._ended: Any = None  # what a generator returned that has just come to its end
        self._tells: list[str] = []  # classes of data that both sides have
        self.large = ""  # what would have come as a copy if it were smaller
        self.fault = ""  # why no test against this line can pass, though it may swallow exceptions

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return its answer; raise what the student's code raised.

        Until the answer is there, the student's code may ask back for what was lent to it.
        """
        with self._one_at_a_time:  # a test may have threads
            return self._asked(request)

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._broken:
            raise KernelGone(self._broken)
        if self._tells:
            request["classes"], self._tells = self._tells, []
        try:
            request |= self._in_step.before(self._lender.pickled_anew)
        except ValueError as error:
            self.refuse(f"{error}: of more than {instep.MAX_PARTS:,} a test has a copy, to be read")
        try:
            self._sock.settimeout(max(0.01, self._deadline - time.monotonic()))
            wire.send(self._sock, request)
            answer = wire.receive(self._sock, self._deadline)
            while type(answer) is dict and "back" in answer:
                reply = self._answer_back(answer)
                self._sock.settimeout(max(0.01, self._deadline - time.monotonic()))
                wire.send(self._sock, reply)
                answer = wire.receive(self._sock, self._deadline)
        except TimeoutError:
            self._hang_up("your code was still running when its time was over")
        except (EOFError, OSError):
            self._hang_up(KERNEL_ENDED)
        except wire.WireError as error:
            self._hang_up(f"the kernel sent something that is not a value ({error})")
        if type(answer) is not dict:
            self._hang_up("the kernel sent something that is not an answer")
        if "watched" in answer:
            self._take_over(answer["watched"])
        return answer

    def knows(self, classes: dict[str, tuple[str, ...]], names: dict[str, Any]) -> None:
        """Tell it of the exercise's classes and their operators, and of the test's own names."""
        self._known.classes, self._known.here = classes, names
        self._tells = self._lender.knows(names)
        self._known.imports = names.get(testcell.IMPORTS, {})

    def _take_over(self, watched: Any) -> None:
        """Take over what became of containers that are kept in step."""
        try:
            for number, described in dict(watched).items():
                self._in_step.after(number, self.value(described, "what it holds", DERIVED))
        except (ValueError, TypeError):
            self._hang_up("the kernel sent something that is not an answer")

    def _answer_back(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what the student's code asks of something lent; an error is its to handle, too.

        But what a lent object asserts, the test asserts: it fails, whoever catches that.
        """
        match asked:
            case {
                "back": int(number),
                "name": str(name),
                "args": list(args),
                "kwargs": dict(named),
            }:
                pass
            case _:
                self._hang_up("the kernel sent something that is not an answer")
        try:
            given = [self.value(x, "what your code passed on") for x in args]
            named = {str(k): self.value(x, "what your code passed on") for k, x in named.items()}
            result = self._lender.use(number, name, tuple(given), named)
            return {"result": self._lender.pickled(result)}
        except KernelGone:
            raise
        except AssertionError as error:
            self._failed = self._failed or error
            return {"raise": "AssertionError", "message": text_of(error)}
        except Exception as error:
            builtin = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
            told = {"raise": builtin, "message": text_of(error)}
            if self._lender.is_known_there(type(error)) and not is_students(error):
                told["error"] = self._lender.pickled(error)
            return told

    def _hang_up(self, why: str) -> NoReturn:
        self._broken = self.fault = why
        raise KernelGone(why) from None

    def refuse(self, why: str) -> NoReturn:
        """Raise :class:`NotAPlainValue`, and remember it."""
        self.fault = self.fault or why
        raise NotAPlainValue(why)

    def value(self, answer: dict[str, Any], what: str, origin: int = FOREIGN) -> Any:
        """Return the copy or proxy that ``answer`` describes; raise the error it reports."""
        try:
            return self._value(answer, what, origin)
        except Malformed:
            self._hang_up("the kernel sent something that is not an answer")

    def _value(self, answer: dict[str, Any], what: str, origin: int) -> Any:
        match answer:
            case {"value": bytes(data)}:
                try:
                    found = wire.unpack(data)
                except wire.WireError as error:
                    self._hang_up(f"the kernel sent something that is not a value ({error})")
                return self._kept_in_step(answer, found, origin)
            case {"itself": described, "proxy": int()} if (
                found := self._known.class_itself(described, origin)
            ) is not None:
                return found
            case {"parts": list(parts), "as": str(kind)} if len(parts) <= 2 * MAX_CONTAINED:
                found = self._container(parts, kind, what, origin)
                if found is not None:
                    return self._kept_in_step(answer, found, origin)
        match answer:
            case {"proxy": int(number), "type": str(kind), "callable": bool(callable_)}:
                known_as = answer.get("name")
                known_as = known_as if type(known_as) is str and known_as else what
                large = answer.get("large")
                if type(large) is str and large:
                    self.large = f"{what} is too large to be tested: {large[:100]}"
                of = "" if large else answer.get("class", "")
                return self._known.proxy(number, kind, known_as, callable_, of, origin)
            case {"error": dict(described)}:
                raise self._error(described)
            case {"lent": int(number)}:
                try:
                    return self._lender.lent(number)
                except LookupError:
                    self._hang_up("the kernel sent something that is not an answer")
            case {"missing": str()}:
                raise Missing(f"{what} is not defined in your notebook")
        return self._hang_up("the kernel sent something that is not an answer")

    def _kept_in_step(self, answer: dict[str, Any], found: Any, origin: int) -> Any:
        if origin >= DERIVED and "long" in answer and type(found) in instep.CONTAINERS:
            self._in_step.keep_unchanged(found)
        if self.identity:
            found = self.as_argument(answer, found)
        number = answer.get("container")
        if (
            (origin < DERIVED and not self.identity)
            or type(number) is not int
            or type(found) not in instep.CONTAINERS
        ):
            return found
        return self._in_step.keep(number, found)

    def _container(self, parts: list[Any], kind: str, what: str, origin: int) -> Any:
        """Return a container of objects, or None of one that can't be without asking them."""
        items = [self.value(part, f"a part of {what}", origin) for part in parts]
        keys = items if "set" in kind else items[::2] if kind == "dict" else []
        if any(is_students(k) and kinds.native(k, "_origin") < DERIVED for k in keys):
            return None
        try:
            if kind == "dict":
                return dict(zip(keys, items[1::2], strict=True))
            return _CONTAINERS[kind](items)
        except (KeyError, TypeError, ValueError):
            self._hang_up("the kernel sent something that is not an answer")

    def _error(self, described: dict[str, Any]) -> BaseException:
        ends = described.get("builtin") == "StopIteration"
        self._ended = described.get("end") if ends else None
        return raised.rebuilt(described, self._known)

    def get(self, name: str) -> Any:
        """Return what the notebook calls ``name``. Raises :class:`Missing` if there is none."""
        request = {"op": "get", "name": name} | ({"live": True} if self.identity else {})
        answer = self.ask(request)
        if (library := self._known.imported(name, answer)) is not None:
            return library
        found = self.value(answer, name)
        if name in self._known.classes:
            self._known.is_of_the_exercise(found)
        return found

    def set(self, name: str, value: Any) -> None:
        """Give a name of the notebook another value there, as a test that all run in does."""
        self.value(self.ask({"op": "set", "name": name, "to": self._lender.pickled(value)}), name)

    def unset(self, name: str) -> None:
        """Delete a name of the notebook there."""
        self.value(self.ask({"op": "unset", "name": name}), name)

    def fetch(self, names: Iterable[str], namespace: dict[str, Any]) -> None:
        """Put what the notebook calls so into a namespace; a name it lacks is an error when it is used."""
        for name in names:
            with contextlib.suppress(Missing):
                namespace[name] = self.get(name)

    def call(
        self,
        proxy: Any,
        args: tuple,
        kwargs: dict[str, Any],
        times: int | None = None,
        changing: tuple[Any, ...] = (),
    ) -> Any:
        """Call what ``proxy`` stands for with copies of the arguments.

        What the call does to ``changing`` is written back, and generators go on from where it left
        them. Raises :class:`Changed` when other data came back changed, and what a lent object
        asserted meanwhile.
        """
        allowed = self._lender.may_change(changing)
        values = (args, tuple(kwargs.values()))
        pickled = self._lender.pickled((args, kwargs))
        request = {"op": "call", "of": number_of(proxy), "arguments": pickled, "times": times}
        origin = kinds.native(proxy, "_origin")
        origin = min(origin, MADE if type(proxy) is Kind else DERIVED)
        if origin >= DERIVED or self.identity:
            request["live"] = True
        self.arguments = lent.mutable_parts(values, self._lender.stays) if self.identity else ()
        told = self.effects.request((args, kwargs)) if self.effects is not None else {}
        if told:
            request["effects"] = self._lender.pickled(told)
        answer = self.ask(request)
        came = answer.get("effects")
        if told and self.effects is not None and type(came) is dict:
            self.effects.took(came)
        changed = answer.get("changed")
        changed = changed if type(changed) is dict else {}
        parts = lent.mutable_parts(values, self._lender.stays) if changed else []
        strayed = None
        for position, data in changed.items():
            part = self._part(parts, position, data)
            moves_on = isinstance(part, lent.GENERATORS)
            if moves_on or self._lenient or id(part) in allowed:
                self._give_back(part, data)
            elif not lent.only_read(part, self._content(data)):
                strayed = part
        if self._failed is not None:
            raise self._failed
        try:
            result = self.value(answer, f"the result of {name_of(proxy)}", origin)
        finally:
            for act in self.after_call:
                act()
        if strayed is not None:
            names = answer.get("parameters")
            raise Changed(lent.place_of(strayed, args, kwargs, names, self._lender.stays))
        return result

    def resumed(self, method: Any, *args: Any) -> Any:
        """Call what resumes a generator; that alone may end a loop. Raises ``StopIteration``."""
        self._ended = None
        try:
            return self.call(method, tuple(map(self.as_students, args)), {})
        except StudentError:
            if type(self._ended) is dict:
                raise StopIteration(self.value(self._ended, "what it ends with")) from None
            raise

    def sampled(
        self, proxy: Any, n: int, args: tuple, kwargs: dict[str, Any], changing: tuple[Any, ...]
    ) -> list[Any]:
        """Return the results of ``n`` calls in one round trip."""
        results = self.call(proxy, args, kwargs, n, changing)
        if type(results) is not list or len(results) != n:
            self.refuse(
                f"{name_of(proxy)} did not return a plain value (a number, string, list, tuple, "
                f"dict or numpy array) in each of {n} calls"
            )
        return results

    def _part(self, parts: list[Any], position: Any, data: Any) -> Any:
        if type(position) is not int or not 0 <= position < len(parts) or type(data) is not bytes:
            self._hang_up("the kernel sent something that is not an answer")
        return parts[position]

    def _content(self, data: bytes) -> Any:
        try:
            return wire.unpack(data)
        except wire.WireError as error:
            self._hang_up(f"the kernel sent something that is not a value ({error})")

    def _give_back(self, part: Any, data: bytes) -> None:
        try:
            lent.restore(part, self._content(data))
        except ValueError as error:
            self.refuse(f"your code changed an argument beyond use: {error}")


__all__ = [
    "KERNEL_ENDED",
    "Changed",
    "Changing",
    "KernelGone",
    "Line",
    "Missing",
    "NotAPlainValue",
    "Proxy",
    "StudentError",
    "name_of",
    "number_of",
]
