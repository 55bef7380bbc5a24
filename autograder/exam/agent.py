"""The student's side: answer the verifier's calls from inside the student's kernel.

Nothing here is trusted by anyone. Student code may patch this module, answer in its stead or not at
all; the worst it can do is to send plain values that the test cell then finds wrong.

Requests are maps with an ``op``: ``get``, ``set`` or ``unset`` a name of the notebook, ``call`` an object (``times`` over),
read an ``attr``, an ``item`` or the ``len``. Objects that have no plain form stay here and are known
to the other side by number. While a call runs, what the test lent as a handle is asked the other way
round: a map with ``back`` goes out, and a map with ``result`` or ``raise`` is the answer.
"""

from __future__ import annotations

import builtins
import contextlib
import inspect
import os
import socket
import threading
import traceback
import types
from typing import Any

import cloudpickle

from autograder.exam import lent, wire

MAX_TRACEBACK = 4000  # characters
# from the grader: brings a verifier's socket for each test, and does not block
line: socket.socket | None = None
_objects: list[Any] = []  # what proxies stand for; position is the number


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
    _objects.clear()
    lock = threading.RLock()

    def answer(request: dict[str, Any]) -> None:
        try:
            wire.send(sock, _answer(request, namespace))
        except wire.NotPlain as reason:  # too large in all
            wire.send(sock, {"error": _error(reason)})

    def call_back(number: int, name: str, args: tuple, kwargs: dict[str, Any]) -> Any:
        asked = {"back": number, "name": name, "args": [_described(x) for x in args]}
        with lock:  # student's code may have threads
            wire.send(sock, {**asked, "kwargs": {k: _described(v) for k, v in kwargs.items()}})
            while "op" in (reply := wire.receive(sock)):  # what was asked asks in turn
                answer(reply)
        if "raise" in reply:
            kind = getattr(builtins, reply["raise"], RuntimeError)
            raise kind(reply["message"])
        return cloudpickle.loads(reply["result"])

    with sock:
        lent.home = call_back
        try:
            while True:
                answer(wire.receive(sock))
        except EOFError:
            return
        finally:
            lent.home = None


def resolve(number: int) -> Any:
    """Return the object a proxy stands for (proxies among call arguments unpickle to this)."""
    return _objects[number]


def _is_ours(value: Any) -> bool:
    return isinstance(value, lent.Borrowed) or any(value is known for known in _objects)


def _answer(request: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Any]:
    try:
        match request["op"]:
            case "get":
                if request["name"] not in namespace:
                    return {"missing": request["name"]}
                return _described(namespace[request["name"]])
            case "attr":
                return _described(getattr(resolve(request["of"]), request["name"]))
            case "item":
                return _described(resolve(request["of"])[cloudpickle.loads(request["key"])])
            case "len":
                return _described(len(resolve(request["of"])))
            case "set":
                namespace[request["name"]] = cloudpickle.loads(request["to"])
                return _described(None)
            case "unset":
                namespace.pop(request["name"], None)
                return _described(None)
            case "call":
                return _call(resolve(request["of"]), request["arguments"], request["times"])
            case op:
                raise ValueError(f"unknown request {op!r}")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: the student's code must not end the kernel
        return {"error": _error(error)}


def _call(function: Any, pickled: bytes, times: int | None) -> dict[str, Any]:
    args, kwargs = cloudpickle.loads(pickled)
    parts = lent.mutable_parts((args, tuple(kwargs.values())), _is_ours)
    before = [lent.snapshot(part) for part in parts]
    try:
        if times is None:
            answer = _described(function(*args, **kwargs))
        else:
            answer = _described([function(*args, **kwargs) for _ in range(times)])
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


def _described(value: Any) -> dict[str, Any]:
    """Return ``value`` packed, or a description of what a proxy will stand for."""
    if isinstance(value, lent.Borrowed):
        return {"lent": object.__getattribute__(value, "_number")}
    try:
        return {"value": wire.pack(value)}
    except wire.NotPlain as reason:
        _objects.append(value)
        return {
            "proxy": len(_objects) - 1,
            "type": type(value).__qualname__[:100],
            "name": str(getattr(value, "__name__", ""))[:100],
            "callable": callable(value),
            "large": str(reason) if isinstance(reason, wire.TooLarge) else "",
        }


def _error(error: BaseException) -> dict[str, Any]:
    builtin = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    frames = error.__traceback__
    while frames and frames.tb_frame.f_globals.get("__name__") == __name__:
        frames = frames.tb_next
    text = "".join(traceback.format_exception(type(error), error, frames))
    # the text of a KeyError is the repr of its message, and would be so twice
    message = str(error.args[0]) if type(error) is KeyError and error.args else str(error)
    return {
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
