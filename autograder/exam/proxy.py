"""The student's names as a test cell sees them: copies of plain data, proxies for the rest.

Everything that arrives here comes from an untrusted process. A proxy can be called, and its
attributes, items and length read; what comes back is again a plain copy or a proxy. A proxy has no
value of its own: comparing it or asking for its truth raises :class:`NotAPlainValue`, so an object
that claims to be equal to everything never gets the chance.
"""

from __future__ import annotations

import builtins
import socket
import time
from collections.abc import Callable
from typing import Any, NoReturn

import cloudpickle

from autograder.exam import agent, lent, wire

KERNEL_ENDED = "the kernel ended while your code ran"


class StudentError(Exception):
    """The student's code raised an exception that is not a built-in one."""


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


_RAISED_AS_THEMSELVES = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, UnicodeError | ExceptionGroup | Warning)
    # these would end a loop of the test's over map(function, cases) as if the cases were over
    and not issubclass(kind, StopIteration | StopAsyncIteration)
}


class Line:
    """The connection to the student's kernel during one test cell.

    ``deadline`` (:func:`time.monotonic` seconds) bounds every answer.
    """

    def __init__(self, sock: socket.socket, deadline: float, *, lenient: bool = False) -> None:
        self._sock = sock
        self._deadline = deadline
        self._lenient = lenient  # any argument may be changed in place
        self._lender = lent.Lender(_is_proxy, anything=lenient)
        self._failed: AssertionError | None = None  # what a lent object found wrong
        self._broken = ""
        self.large = ""  # what would have come as a copy if it were smaller
        self.fault = ""  # why no test against this line can pass, though it may swallow exceptions

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return its answer; raise what the student's code raised.

        Until the answer is there, the student's code may ask back for what was lent to it.
        """
        if self._broken:
            raise KernelGone(self._broken)
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
        return answer

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
            return {"raise": "AssertionError", "message": str(error)}
        except Exception as error:
            builtin = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
            return {"raise": builtin, "message": str(error)}

    def _hang_up(self, why: str) -> NoReturn:
        self._broken = self.fault = why
        raise KernelGone(why) from None

    def refuse(self, why: str) -> NoReturn:
        """Raise :class:`NotAPlainValue`, and remember it."""
        self.fault = self.fault or why
        raise NotAPlainValue(why)

    def value(self, answer: dict[str, Any], what: str) -> Any:
        """Return the copy or proxy that ``answer`` describes; raise the error it reports."""
        match answer:
            case {"value": bytes(data)}:
                try:
                    return wire.unpack(data)
                except wire.WireError as error:
                    self._hang_up(f"the kernel sent something that is not a value ({error})")
            case {"proxy": int(number), "type": str(kind), "callable": bool(callable_)}:
                known_as = answer.get("name")
                known_as = known_as if type(known_as) is str and known_as else what
                large = answer.get("large")
                if type(large) is str and large:
                    self.large = f"{what} is too large to be tested: {large[:100]}"
                return Proxy(self, number, kind, known_as, callable_)
            case {
                "error": {"type": str(kind), "builtin": str(builtin), "message": str(message)} as e
            }:
                error = _student_exception(kind, builtin, message, e.get("traceback"))
                error.pair = e.get("pair")  # type: ignore[attr-defined]
                raise error
            case {"lent": int(number)}:
                try:
                    return self._lender.lent(number)
                except LookupError:
                    self._hang_up("the kernel sent something that is not an answer")
            case {"missing": str()}:
                raise Missing(f"{what} is not defined in your notebook")
        return self._hang_up("the kernel sent something that is not an answer")

    def get(self, name: str) -> Any:
        """Return what the notebook calls ``name``. Raises :class:`Missing` if there is none."""
        return self.value(self.ask({"op": "get", "name": name}), name)

    def set(self, name: str, value: Any) -> None:
        """Give a name of the notebook another value there, as a test that all run in does."""
        self.value(self.ask({"op": "set", "name": name, "to": self._lender.pickled(value)}), name)

    def unset(self, name: str) -> None:
        """Delete a name of the notebook there."""
        self.value(self.ask({"op": "unset", "name": name}), name)

    def call(
        self,
        proxy: Proxy,
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
        answer = self.ask(request)
        changed = answer.get("changed")
        changed = changed if type(changed) is dict else {}
        parts = lent.mutable_parts(values, self._lender.stays) if changed else []
        strayed = None
        for position, data in changed.items():
            part = self._part(parts, position, data)
            moves_on = isinstance(part, lent.GENERATORS)
            if moves_on or self._lenient or id(part) in allowed:
                self._give_back(part, data)
            else:
                strayed = part
        if self._failed is not None:
            raise self._failed
        result = self.value(answer, f"the result of {name_of(proxy)}")
        if strayed is not None:
            names = answer.get("parameters")
            raise Changed(_place_of(strayed, args, kwargs, names, self._lender.stays))
        return result

    def _part(self, parts: list[Any], position: Any, data: Any) -> Any:
        if type(position) is not int or not 0 <= position < len(parts) or type(data) is not bytes:
            self._hang_up("the kernel sent something that is not an answer")
        return parts[position]

    def _give_back(self, part: Any, data: bytes) -> None:
        try:
            lent.restore(part, wire.unpack(data))
        except wire.WireError as error:
            self._hang_up(f"the kernel sent something that is not a value ({error})")
        except ValueError as error:
            self.refuse(f"your code changed an argument beyond use: {error}")


def _sampled(
    proxy: Proxy, n: int, args: tuple, kwargs: dict[str, Any], changing: tuple[Any, ...]
) -> list[Any]:
    line = object.__getattribute__(proxy, "_line")
    results = line.call(proxy, args, kwargs, n, changing)
    if type(results) is not list or len(results) != n:
        line.refuse(
            f"{name_of(proxy)} did not return a plain value (a number, string, list, tuple, "
            f"dict or numpy array) in each of {n} calls"
        )
    return results


class Changing:
    """A function of the student's that may change some of its arguments in place."""

    def __init__(self, proxy: Proxy, arguments: tuple[Any, ...]) -> None:
        self._proxy = proxy
        self._arguments = arguments

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        line = object.__getattribute__(self._proxy, "_line")
        return line.call(self._proxy, args, kwargs, None, self._arguments)

    def __sample__(
        self, n: int, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> list[Any]:
        return _sampled(self._proxy, n, args, kwargs or {}, self._arguments)


def _student_exception(kind: str, builtin: str, message: str, trace: Any) -> Exception:
    exact = _RAISED_AS_THEMSELVES.get(builtin)
    if exact is None or exact is Exception:
        error: Exception = StudentError(f"{kind}: {message}")
    else:
        try:
            error = exact(message)
        except TypeError:
            error = StudentError(f"{kind}: {message}")
    error.student_traceback = trace if type(trace) is str else ""  # type: ignore[attr-defined]
    return error


def _place_of(
    part: Any, args: tuple, kwargs: dict[str, Any], names: Any, at_home: Callable[[Any], bool]
) -> str:
    """Say which argument a part of them belongs to; ``names`` is what the student calls them."""
    names = names if type(names) is list else []
    called = [x if type(x) is str and x.isidentifier() and len(x) < 40 else "" for x in names]
    called += [""] * len(args)
    named = [(called[i] or f"its argument {i + 1}", value) for i, value in enumerate(args)]
    named += list(kwargs.items())
    for name, value in named:
        if any(part is one for one in lent.mutable_parts((value,), at_home)):
            return name
    return "an argument"


def _is_proxy(value: Any) -> bool:
    return type(value) is Proxy


def number_of(proxy: Proxy) -> int:
    """Return the number by which the student's side knows the object."""
    return object.__getattribute__(proxy, "_number")


def name_of(proxy: Proxy) -> str:
    """Return the name to use for the object in messages."""
    return object.__getattribute__(proxy, "_name")


def _refuse(what: str) -> Any:
    def refusal(self: Proxy, *_: Any) -> NoReturn:
        kind = object.__getattribute__(self, "_type")
        article = "an" if kind[:1].lower() in "aeiou" else "a"
        object.__getattribute__(self, "_line").refuse(
            f"{name_of(self)} is {article} {kind}, which can't be {what} here: "
            "return a plain value (a number, string, list, tuple, dict or numpy array)"
        )

    return refusal


class Proxy:
    """Stands for one object in the student's process."""

    def __init__(self, line: Line, number: int, kind: str, name: str, callable_: bool) -> None:
        for key, value in (
            ("_line", line),
            ("_number", number),
            ("_type", kind),
            ("_name", name),
            ("_callable", callable_),
        ):
            object.__setattr__(self, key, value)

    def __repr__(self) -> str:
        return f"<{object.__getattribute__(self, '_type')} {name_of(self)} of the student>"

    def __reduce__(self) -> tuple[Any, ...]:
        return agent.resolve, (number_of(self),)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        line = object.__getattribute__(self, "_line")
        if not object.__getattribute__(self, "_callable"):
            line.refuse(f"{name_of(self)} can't be called: it is not a function")
        return line.call(self, args, kwargs)

    def __sample__(
        self, n: int, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> list[Any]:
        """Call ``n`` times in one round trip and return the list of results."""
        return _sampled(self, n, args, kwargs or {}, ())

    def __changes__(self, *arguments: Any) -> Changing:
        """Return it as a function that may change these arguments in place."""
        return Changing(self, arguments)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)  # protocols of numpy, copy and others: not for proxies
        line = object.__getattribute__(self, "_line")
        answer = line.ask({"op": "attr", "of": number_of(self), "name": name})
        return line.value(answer, f"{name_of(self)}.{name}")

    def __getitem__(self, key: Any) -> Any:
        line = object.__getattribute__(self, "_line")
        answer = line.ask({"op": "item", "of": number_of(self), "key": cloudpickle.dumps(key)})
        return line.value(answer, f"{name_of(self)}[{key!r}]")

    def __len__(self) -> int:
        line = object.__getattribute__(self, "_line")
        length = line.value(line.ask({"op": "len", "of": number_of(self)}), "the length")
        if type(length) is not int or length < 0:
            line.refuse(f"the length of {name_of(self)} is not a whole number")
        return length

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse("compared")
    __bool__ = _refuse("used as true or false")
    __hash__ = _refuse("used as a key")
    __iter__ = __contains__ = _refuse("looped over")
    __array__ = __float__ = __int__ = __index__ = __complex__ = _refuse("used as a number")
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse("used in arithmetic")
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _refuse("used in arithmetic")
    __mod__ = __rmod__ = __divmod__ = __rdivmod__ = __pow__ = __rpow__ = _refuse(
        "used in arithmetic"
    )
    __matmul__ = __rmatmul__ = __neg__ = __pos__ = __abs__ = __round__ = _refuse(
        "used in arithmetic"
    )
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = __invert__ = _refuse("combined")
    __next__ = __reversed__ = _refuse("looped over")
    __setattr__ = __delattr__ = __setitem__ = __delitem__ = _refuse("changed")
    __enter__ = __exit__ = _refuse("used in a with block")
