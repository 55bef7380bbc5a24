"""The student's side: answer the verifier's calls from inside the student's kernel.

Nothing here is trusted by anyone. Student code may patch this module, answer in its stead or not at
all; the worst it can do is to send plain values that the test cell then finds wrong.

Requests are maps with an ``op``: ``get``, ``set`` or ``unset`` a name of the notebook, ``import`` a module
that it wrote, bring its ``files``, ``call`` an object (``times`` over), read an ``attr``, an ``item`` or the ``len``, ``do`` one of the :data:`facts.OPERATIONS`. Objects that
have no plain form stay here and are known to the other side by number (``kept``); containers inside
them are kept in step (``instep``). While a call runs, what the test lent as a handle is asked the other way
round: a map with ``back`` goes out, and a map with ``result`` or ``raise`` is the answer.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import inspect
import os
import socket
import threading
import traceback
import types
from typing import Any

from autograder.exam import awaiting, borrowed, effects, facts, files, instep, kept, lent, wire
from autograder.exam.library import ofnotebook
from autograder.exam.wording import text_of

MAX_TRACEBACK = 4000  # characters
# from the grader: brings a verifier's socket for each test, and does not block
line: socket.socket | None = None
MAX_CONTAINED = 2000  # objects that one container may bring along, each with a description
MAX_NESTED = 8
MAX_PARTS = 20_000  # described in one answer
_DEEPEST, _MOST_IN_GROUP = 3, 20  # exceptions in exceptions
_parts_left = MAX_PARTS
_told: set[int] = set()  # numbers of classes that the other side has a description of
_forms: dict[int, bytes] = {}  # by number: containers kept in step, as the other side knows them
_names: dict[str, Any] = {}  # of the notebook


def serve_next(namespace: dict[str, Any]) -> None:
    """Answer the verifier whose socket was the last to come through :data:`line`."""
    assert line is not None
    arrived: list[int] = []
    with contextlib.suppress(BlockingIOError):
        while received := socket.recv_fds(line, 1, 1)[1]:
            arrived += received
    for descriptor in arrived[:-1]:  # of tests that are over
        os.close(descriptor)
    serve(socket.socket(fileno=arrived[-1]), namespace)


def serve(sock: socket.socket, namespace: dict[str, Any]) -> None:
    """Answer what comes through ``sock`` until the other side hangs up."""
    global _names
    kept.forget()
    borrowed.forget()
    _told.clear()
    _forms.clear()
    _names = kept.names = namespace
    ofnotebook.tell((), namespace)
    lock = threading.RLock()

    def answer(request: dict[str, Any]) -> None:
        try:
            wire.send(sock, _in_step(request, namespace))
        except wire.NotPlain as reason:  # too large in all
            wire.send(sock, {"error": _error(reason)})

    def call_back(number: int, name: str, args: tuple, kwargs: dict[str, Any]) -> Any:
        asked = {"back": number, "name": name, "args": [_described(x) for x in args]}
        with lock:  # student's code may have threads
            wire.send(sock, {**asked, "kwargs": {k: _described(v) for k, v in kwargs.items()}})
            while "op" in (reply := wire.receive(sock)):  # what was asked asks in turn
                answer(reply)
        if "error" in reply:
            raise kept.unpickled(reply["error"])
        if "raise" in reply:
            kind = getattr(builtins, reply["raise"], RuntimeError)
            raise kind(reply["message"])
        return kept.unpickled(reply["result"])

    with sock:
        borrowed.home = call_back
        try:
            while True:
                answer(wire.receive(sock))
        except EOFError:
            return
        finally:
            borrowed.home = None


def _is_ours(value: Any) -> bool:
    return isinstance(value, borrowed.Borrowed) or kept.is_kept(value)


def _in_step(request: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Any]:
    """Answer, with containers as the test left them before, and as they are now in the answer."""
    global _parts_left
    _parts_left = MAX_PARTS
    if "classes" in request:
        ofnotebook.tell(request["classes"], namespace)
    if "watch" not in request:
        return _answer(request, namespace)
    for number in request.get("drop", ()):
        kept.let_go(number)
        _forms.pop(number, None)
    try:
        for number, data in request.get("given", {}).items():
            instep.settle(kept.resolve(number), kept.unpickled(data))
            _forms[number] = wire.pack(_described(kept.resolve(number)))
    except Exception as error:
        return {"error": _error(error)}
    answer = _answer(request, namespace)
    watched = {}
    for number in request["watch"]:
        described = _described(kept.resolve(number))
        form = wire.pack(described)
        if form != _forms.get(number):
            watched[number], _forms[number] = described, form
    if watched:
        answer["watched"] = watched
    return answer


def _answer(request: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Any]:
    try:
        match request["op"]:
            case "get":
                if request["name"] not in namespace:
                    return {"missing": request["name"]}
                return _described(namespace[request["name"]], "live" in request)
            case "await":
                came = awaiting.results([kept.resolve(number) for number in request["of"]])
                return {"awaited": [_outcome(one) for one in came]}
            case "attr":
                value = getattr(kept.resolve(request["of"]), request["name"])
                return _described(value, "live" in request)
            case "item":
                value = kept.resolve(request["of"])[kept.unpickled(request["key"])]
                return _described(value, "live" in request)
            case "len":
                return _described(len(kept.resolve(request["of"])))
            case "call":
                return _call(kept.resolve(request["of"]), request)
            case "names":
                return _described([name for name in namespace if type(name) is str])
            case "set":
                namespace[request["name"]] = kept.unpickled(request["to"])
                return _described(None)
            case "unset":
                namespace.pop(request["name"], None)
                return _described(None)
            case "import":
                module = importlib.import_module(request["name"])
                return _described(importlib.reload(module) if "again" in request else module)
            case "files":
                return _described(files.files_here())
            case "do":
                operation = facts.OPERATIONS[request["name"]]
                args = kept.unpickled(request["arguments"])
                return _described(operation(*args), "live" in request)
            case "next":
                return _next(kept.resolve(request["of"]))
            case "class":
                return {"class": facts.of_class(kept.resolve(request["of"]), namespace)}
            case op:
                raise ValueError(f"unknown request {op!r}")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: the student's code must not end the kernel
        return {"error": _error(error)}


def _outcome(came: Any) -> dict[str, Any]:
    """Describe what came of something awaited: a value, or the exception it ended with."""
    if isinstance(came, StopAsyncIteration):
        return {"end": _described(None)}
    return {"error": _error(came)} if isinstance(came, BaseException) else _described(came)


def _next(iterator: Any) -> dict[str, Any]:
    try:
        value = next(iterator)
    except StopIteration as end:  # of the iterator's own
        return {"end": _described(end.value)}
    return _described(value, live=True)


def _call(function: Any, request: dict[str, Any]) -> dict[str, Any]:
    args, kwargs = kept.unpickled(request["arguments"])
    times, live = request["times"], "live" in request
    if "effects" not in request:
        return _called(function, args, kwargs, times, live)
    came: dict[str, Any] = {}
    with effects.under(kept.unpickled(request["effects"]), came):
        answer = _called(function, args, kwargs, times, live)
    return answer | {"effects": came}


def _called(
    function: Any, args: tuple, kwargs: dict[str, Any], times: int | None, live: bool
) -> dict[str, Any]:
    parts = lent.mutable_parts((args, tuple(kwargs.values())), _is_ours)
    before = [lent.snapshot(part) for part in parts]
    try:
        if times is None:
            result = function(*args, **kwargs)
            answer = _described(result, live)
            if live and any(part is result for part in parts):
                answer["argument"] = next(i for i, part in enumerate(parts) if part is result)
        else:
            results = [function(*args, **kwargs) for _ in range(times)]
            answer = _described(results, nested=MAX_NESTED)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        answer = {"error": _error(error)}
    changed = [i for i, part in enumerate(parts) if lent.snapshot(part) != before[i]]
    after = {i: lent.state(parts[i]) for i in changed}
    answer["changed"] = {i: state for i, state in after.items() if state is not None}
    if changed:
        answer["parameters"] = _parameters(function)
    return answer


def _parameters(function: Any) -> list[str]:
    """Return what a function calls its arguments, for messages."""
    try:
        return list(inspect.signature(function).parameters)[:20]
    except (TypeError, ValueError):
        return []


def _described(value: Any, live: bool = False, nested: int = 0) -> dict[str, Any]:
    """Return ``value`` packed, or a description of what a proxy will stand for.

    What is ``live`` is a container inside one of the student's objects, to be kept in step. Containers
    of objects come with a description of each, unless they are ``nested`` too deep.
    """
    if isinstance(value, borrowed.Borrowed):
        return {"lent": object.__getattribute__(value, "_number")}
    try:
        described: dict[str, Any] = {"value": wire.pack(value)}
        too_large = ""
    except wire.NotPlain as reason:
        too_large = str(reason) if isinstance(reason, wire.TooLarge) else ""
        described = {
            "proxy": kept.number_of(value),
            "type": type(value).__qualname__[:100],
            "name": str(getattr(value, "__name__", ""))[:100],
            "callable": callable(value),
            "large": too_large,
            "class": _class_of(type(value)),
        }
        if isinstance(value, type):
            described["itself"] = _class_of(value)
        elif not too_large and nested < MAX_NESTED:
            described |= _parts(value, nested)
    copied = "value" in described or "parts" in described
    if live and copied and type(value) in instep.CONTAINERS:
        if _is_long(value):
            return described | {"long": True}
        number = kept.number_of(value)
        _forms[number] = wire.pack(described)
        described["container"] = number
    return described


def _is_long(value: Any) -> bool:
    many = value.size if hasattr(value, "size") else len(value)
    return many > instep.MAX_PARTS * (100 if hasattr(value, "size") else 1)


def _class_of(kind: type) -> str | int | dict[str, Any]:
    described = facts.of_class(kind, _names)
    if type(described) is str:
        return described
    if described["number"] in _told:
        return described["number"]
    _told.add(described["number"])
    return described


_SEQUENCES = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset"}


def _parts(value: Any, nested: int) -> dict[str, Any]:
    """Return what is in a container of objects, or nothing if it is none, or holds too many."""
    kind = type(value)
    if kind in (dict, types.MappingProxyType):
        if len(value) > MAX_CONTAINED:
            return {}
        items = [item for pair in dict(value).items() for item in pair]
        name = "dict"
    elif kind in _SEQUENCES and len(value) <= MAX_CONTAINED:
        items, name = list(value), _SEQUENCES[kind]
    else:
        return {}
    global _parts_left
    _parts_left -= len(items)
    if _parts_left < 0:
        return {}
    parts = []
    for item in items:
        part = _described(item, nested=nested + 1)
        inner = type(item) in _SEQUENCES or type(item) is dict
        if inner and "proxy" in part and "parts" not in part:
            return {}  # deeper than can be described: then as a whole
        parts.append(part)
    return {"parts": parts, "as": name}


def _error(error: BaseException, depth: int = 0) -> dict[str, Any]:
    builtin = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    frames = error.__traceback__
    while frames and frames.tb_frame.f_globals.get("__name__") == __name__:
        frames = frames.tb_next
    text = "".join(traceback.format_exception(type(error), error, frames))
    # the text of a KeyError is the repr of its message, and would be so twice
    message = str(error.args[0]) if type(error) is KeyError and error.args else text_of(error)
    told: dict[str, Any] = {}
    with contextlib.suppress(wire.NotPlain):
        args = error.args
        if isinstance(error, OSError) and error.filename is not None:
            args = (error.errno, error.strerror, error.filename)
        told["args"] = wire.pack(tuple(args))
    if library := facts.name_among_libraries(type(error)):
        told["library"] = library
    else:
        told |= {"number": kept.number_of(error), "class": _class_of(type(error))}
    told |= facts.of_error(error)
    if depth < _DEEPEST:
        for name, other in facts.others_of_error(error).items():
            told[name] = _error(other, depth + 1)
        if isinstance(error, ExceptionGroup):
            told["group"] = [_error(one, depth + 1) for one in error.exceptions[:_MOST_IN_GROUP]]
            told["message"] = error.message
    if isinstance(error, StopIteration):
        told["end"] = _described(error.value)
    message = told.pop("message", message)
    return told | {
        "pair": _pair_among(frames),
        "type": type(error).__name__[:100],
        "builtin": builtin,
        "message": _sendable(message[:MAX_TRACEBACK]),
        "traceback": _sendable(
            text if len(text) <= MAX_TRACEBACK else "…\n" + text[-MAX_TRACEBACK:]
        ),
    }


def _pair_among(frames: types.TracebackType | None) -> str:
    """Return what code that failed, and calls `reset`, calls a state together with its info."""
    for frame, _ in traceback.walk_tb(frames):
        if "reset" not in frame.f_code.co_names:
            continue
        for name, value in dict(frame.f_locals).items():
            if type(value) is tuple and len(value) == 2 and type(value[1]) is dict:
                return name[:40]
    return ""


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
