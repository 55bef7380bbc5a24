"""What may cross from the student's process: plain values, never code.

Values are packed with msgpack. ``pack`` runs in the untrusted process and is generous about what it
turns into a plain value; ``unpack`` runs in the trusted one and rebuilds nothing but exact built-in
types, numeric numpy arrays and the values of libraries that ``library`` has a kind for, within limits
of size and depth. No pickle is ever read. What a test receives in all is bounded as well
(:func:`allowance`): it may keep every answer it gets.

Frames on a socket are a four-byte big-endian length followed by one packed value.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import math
import re
import socket
import struct
import sys
import time
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

from autograder.exam import library, packing
from autograder.exam.library.kind import NUMERIC, TakenForAnything, collisions
from autograder.exam.packing import MAX_BYTES, MAX_DEPTH, MAX_INT_BYTES, NotPlain, TooLarge, pack

MAX_ARRAY_DIMENSIONS = 32
MAX_PARTS = 2**21  # a list of two letters takes three bytes on the wire and over 100 in memory
MAX_TEXT_TABLE = 2**27  # characters: numpy makes of a list of texts a table as wide as the longest
ALL_BYTES, ALL_PARTS = 2**29, 2**23  # of what is unpacked during one test
MAX_COLLISIONS = 2**22  # of keys, in one value: steps that cost a second in all

_DTYPE = re.compile(r"[<>|][biufc]\d{1,2}")
_SMALL = frozenset({bool, int, float, type(None), *packing.SCALAR_KINDS})
_HEADER = struct.Struct(">I")


class WireError(Exception):
    """Bytes from the other side that are not a frame, or not a plain value."""


@dataclass
class Allowance:
    """What may still be unpacked: bytes of texts and arrays, and parts of collections."""

    bytes_left: int = ALL_BYTES
    parts_left: int = ALL_PARTS

    def take(self, size: int, parts: int) -> None:
        """Count what was unpacked. Raises :class:`WireError` when it comes to too much."""
        self.bytes_left -= size
        self.parts_left -= parts
        if self.bytes_left < 0 or self.parts_left < 0:
            raise WireError("too much in all during one test")


_allowance: contextvars.ContextVar[Allowance | None] = contextvars.ContextVar(
    "allowance", default=None
)


@contextlib.contextmanager
def allowance(allowed: Allowance) -> Iterator[None]:
    """Count everything that this thread unpacks meanwhile against ``allowed``."""
    token = _allowance.set(allowed)
    try:
        yield
    finally:
        _allowance.reset(token)


def unpack(data: bytes) -> Any:
    """Rebuild a plain value from untrusted bytes. Raises :class:`WireError` on anything else."""
    if len(data) > MAX_BYTES:
        raise WireError("too large")
    unpacker = _Unpacker()
    value = unpacker.unpack(data, 0)
    unpacker.weigh(value)
    if (allowed := _allowance.get()) is not None:
        allowed.take(unpacker.size, unpacker.parts)
    return value


class _Unpacker:
    """Rebuilds one value, counting what takes far more memory than bytes on the wire."""

    def __init__(self) -> None:
        self.parts = self.size = 0
        self._collisions = self._texts = self._longest = 0
        self._built: dict[int, tuple[Any, int]] = {}  # by id: values of libraries, and their depth

    def unpack(self, data: bytes, depth: int) -> Any:
        if depth > MAX_DEPTH + 1:  # the content of what is itself at the deepest level
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        try:
            return msgpack.unpackb(
                data,
                ext_hook=lambda code, payload: self._extension_value(code, payload, depth + 1),
                list_hook=self._counted,
                object_pairs_hook=self._mapping,
                max_array_len=MAX_PARTS,
                max_map_len=MAX_PARTS,
                strict_map_key=False,
                timestamp=1,  # a float, not an object of msgpack's
            )
        except WireError:
            raise
        except Exception as error:  # keys of libraries are compared by their own code
            raise WireError(f"not a plain value: {type(error).__name__}") from error

    def _counted(self, items: Sized) -> Any:
        self.parts += 1 + len(items)
        if self.parts > MAX_PARTS:
            raise WireError(f"more than {MAX_PARTS} parts")
        return items

    def _mapping(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        self._counted(pairs)
        self._require_spread([key for key, _ in pairs])
        return dict(pairs)

    def _require_spread(self, keys: list[Any]) -> None:
        """Raise WireError for many keys of one hash: with n alike, a dict takes n² steps to fill."""
        if len(keys) > 100:
            self._collisions += collisions(keys)
            if self._collisions > MAX_COLLISIONS:
                raise WireError("keys that collide")

    def _extension_value(self, code: int, payload: bytes, depth: int) -> Any:
        self._counted(())
        if code in (packing.TUPLE, packing.SET, packing.FROZENSET):
            items = self.unpack(payload, depth)
            if type(items) is not list:
                raise WireError("malformed collection")
            if code != packing.TUPLE:
                self._require_spread(items)
            return {packing.TUPLE: tuple, packing.SET: set, packing.FROZENSET: frozenset}[code](
                items
            )
        if code == packing.BIGINT:
            if len(payload) > MAX_INT_BYTES:
                raise WireError("integer too large")
            return int.from_bytes(payload, "big", signed=True)
        if code == packing.COMPLEX:
            if len(payload) != 16:
                raise WireError("malformed complex number")
            return complex(*struct.unpack(">dd", payload))
        if code == packing.SCALAR:
            return _scalar_value(payload)
        if code == packing.ARRAY:
            return _array_value(self.unpack(payload, depth))
        if code == packing.SCALARS:
            return list(self._counted(_scalars(payload)))  # counted while they take little
        if code == packing.ROWS:
            return self._rows(self.unpack(payload, depth))
        if code == packing.LIBRARY:
            return self._library_value(self.unpack(payload, depth))
        raise WireError(f"unknown extension {code}")

    def _rows(self, content: Any) -> list[tuple[Any, ...]]:
        """Return the tuples, all of one length, whose parts were sent one after another."""
        match content:
            case [int(width), list(flat)] if 0 < width <= len(flat) and len(flat) % width == 0:
                self._counted(
                    flat
                )  # each tuple is a part, too: never more than there are parts in it
                return list(zip(*[iter(flat)] * width, strict=True))
        raise WireError("malformed rows")

    def _library_value(self, content: Any) -> Any:
        match content:
            case [str(name), parts]:
                depth = self.weigh(parts)
            case _:
                raise WireError("malformed value of a library")
        try:
            kind = library.kind_named(name)
            self.parts += max(0, kind.cost(parts))
            self._counted(())
            value = kind.build(parts)
        except TakenForAnything as error:
            raise WireError(str(error)) from error
        except WireError:
            raise
        except Exception as error:  # of libraries, at parts of which nothing is known
            raise WireError(f"malformed {name[:40]}: {type(error).__name__}") from error
        self._built[id(value)] = value, depth + 1
        return value

    def weigh(self, value: Any) -> int:
        """Return how deep ``value`` nests, and count what its texts and arrays take.

        Raises WireError if it nests deeper than allowed, or if texts that are both many and long would
        become too large a table where a test makes an array of them. (Level by level, no recursion.)
        """
        if type(value) in _SMALL:
            return 0
        depth = deepest = 0
        level = [value]
        while level:
            deepest = max(deepest, depth)
            deeper: list[Any] = []
            for item in [item for item in level if type(item) not in _SMALL]:
                kind = type(item)
                if kind in (list, tuple, set, frozenset):
                    deeper.extend(item)
                elif kind is dict:
                    deeper.extend(item)
                    deeper.extend(item.values())
                elif kind is str or kind is bytes:
                    self.size += sys.getsizeof(item)  # of a text up to four times its length
                    self._texts += 1
                    self._longest = max(self._longest, len(item))
                elif id(item) in self._built:  # its parts were weighed before it was built
                    deepest = max(deepest, depth + self._built[id(item)][1])
                elif kind is np.ndarray:
                    self.size += item.nbytes
            if deepest > MAX_DEPTH:
                raise WireError(f"nested deeper than {MAX_DEPTH} levels")
            level = deeper
            depth += 1
        if self._texts > 1 and self._texts * self._longest > MAX_TEXT_TABLE:
            raise WireError(f"{self._texts:,} texts of up to {self._longest:,} characters")
        return deepest


def _array_value(parts: Any) -> np.ndarray:
    match parts:
        case [str(name), list(shape), bytes(raw)]:
            if len(shape) > MAX_ARRAY_DIMENSIONS or not all(
                type(n) is int and 0 <= n <= MAX_BYTES for n in shape
            ):
                raise WireError("malformed array shape")
        case _:
            raise WireError("malformed array")
    dtype = _numeric(name)
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise WireError("array type, shape and data disagree")
    return np.frombuffer(raw, dtype=dtype).reshape(shape).copy()


def _scalar_value(payload: bytes) -> np.generic:
    """Return the numpy number that a payload ``<f8,`` and eight bytes is, for instance."""
    found = _scalars(payload)
    if len(found) != 1:
        raise WireError("array type and data disagree")
    return found[0]


def _scalars(payload: bytes) -> np.ndarray:
    """Return the numpy numbers whose bytes stand behind the name of their type."""
    name, _, raw = payload.partition(b",")
    dtype = _numeric(name.decode("ascii", "replace"))
    if len(raw) % dtype.itemsize:
        raise WireError("array type and data disagree")
    return np.frombuffer(raw, dtype=dtype)


@functools.lru_cache(maxsize=64)
def _numeric(name: str) -> np.dtype:
    """Return the numeric type of that name. Raises :class:`WireError`."""
    if not _DTYPE.fullmatch(name):  # numpy would evaluate parts of other names
        raise WireError("malformed array type")
    try:
        dtype = np.dtype(name)
    except TypeError as error:
        raise WireError("malformed array type") from error
    if dtype.kind not in NUMERIC:
        raise WireError("malformed array type")
    return dtype


def send(sock: socket.socket, value: Any) -> None:
    """Write one frame. Raises ``OSError`` when the other side is gone, NotPlain when it can't be packed."""
    data = pack(value)
    sock.sendall(_HEADER.pack(len(data)) + data)


def receive(sock: socket.socket, deadline: float | None = None) -> Any:
    """Read one frame: both sides speak by turns, so there is never a second one.

    ``deadline`` is in :func:`time.monotonic` seconds. Raises ``EOFError`` when the other side is
    gone, ``TimeoutError`` at the deadline and :class:`WireError` on malformed bytes.
    """
    frame, whole = bytearray(), _HEADER.size
    while len(frame) < whole:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            sock.settimeout(left)
        chunk = sock.recv(min(max(whole - len(frame), 2**14), 2**20))
        if not chunk:
            raise EOFError("the other side is gone")
        frame += chunk
        if whole == _HEADER.size and len(frame) >= whole:
            (length,) = _HEADER.unpack_from(frame)
            if length > MAX_BYTES:
                raise WireError("frame too large")
            whole += length
    if len(frame) > whole:
        raise WireError("more than one frame")
    return unpack(bytes(memoryview(frame)[_HEADER.size :]))


__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_INT_BYTES",
    "Allowance",
    "NotPlain",
    "TooLarge",
    "WireError",
    "allowance",
    "pack",
    "receive",
    "send",
    "unpack",
]
