"""What may cross from the student's process: plain values, never code.

Values are packed with msgpack. ``pack`` runs in the untrusted process and is generous about what it
turns into a plain value; ``unpack`` runs in the trusted one and rebuilds nothing but exact built-in
types, numeric numpy arrays and the values of libraries that ``library`` has a kind for, within limits
of size and depth. No pickle is ever read. What a test receives in all is bounded as well
(:func:`allowance`): it may keep every answer it gets.

Frames on a socket are a four-byte big-endian length followed by one packed value.
"""

from __future__ import annotations

import collections
import contextlib
import contextvars
import functools
import math
import re
import socket
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

from autograder.exam import library
from autograder.exam.library.kind import NUMERIC, TakenForAnything, collisions

MAX_BYTES = 32 * 2**20
MAX_DEPTH = 32
MAX_INT_BYTES = 1784  # factorial(1000) is a value; what has over 4,300 digits Python doesn't print
MAX_ARRAY_DIMENSIONS = 32
MAX_PARTS = 2**21  # a list of two letters takes three bytes on the wire and over 100 in memory
MAX_TEXT_TABLE = 2**27  # characters: numpy makes of a list of texts a table as wide as the longest
ALL_BYTES, ALL_PARTS = 2**29, 2**23  # of what is unpacked during one test
MAX_COLLISIONS = 2**22  # of keys, in one value: steps that cost a second in all

_TUPLE, _SET, _FROZENSET, _BIGINT, _COMPLEX, _ARRAY, _SCALAR, _LIBRARY = range(1, 9)
_DTYPE = re.compile(r"[<>|][biufc]\d{1,2}")
_EXACT = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    bytes: bytes.__bytes__,
    complex: complex.__complex__,
}  # conversions that a subclass can't override
_SMALL = frozenset({bool, int, float, type(None)})
_HEADER = struct.Struct(">I")


class NotPlain(Exception):
    """A value that has no plain form; it stays where it is and a proxy stands for it."""


class TooLarge(NotPlain):
    """A value that has a plain form, of more bytes than may cross."""


class WireError(Exception):
    """Bytes from the other side that are not a frame, or not a plain value."""


def pack(value: Any) -> bytes:
    """Return ``value`` as bytes.

    Values of libraries cross as what they are; subclasses of built-in types, and TensorFlow's tensors,
    are reduced to the plain value they hold. Raises :class:`NotPlain` for anything else and for nesting deeper than
    ``MAX_DEPTH``, and :class:`TooLarge` for more than ``MAX_BYTES``.
    """
    try:
        data = msgpack.packb(_reduce(value, 0), strict_types=True)
    except (ValueError, TypeError, OverflowError, UnicodeEncodeError) as error:
        raise NotPlain(str(error)) from error
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{len(data) / 2**20:.0f} MB is more than {MAX_BYTES / 2**20:.0f} MB")
    return data


def _reduce(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise NotPlain(f"nested deeper than {MAX_DEPTH} levels")
    kind = type(value)
    if value is None or kind in (bool, float, str, bytes):
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else _extension(_BIGINT, _int_bytes(value))
    if kind is list:
        return [_reduce(item, depth + 1) for item in value]
    if kind is dict:
        return {_reduce(k, depth + 1): _reduce(v, depth + 1) for k, v in value.items()}
    if kind is tuple:
        return _extension(_TUPLE, _packed_items(value, depth))
    if kind in (set, frozenset):
        return _extension(_SET if kind is set else _FROZENSET, _packed_items(value, depth))
    if kind is complex:
        return _extension(_COMPLEX, struct.pack(">dd", value.real, value.imag))
    if kind is np.ndarray and value.dtype.kind in NUMERIC and value.dtype.isnative:
        header = [value.dtype.str, list(value.shape), np.ascontiguousarray(value).tobytes()]
        return _extension(_ARRAY, msgpack.packb(header))
    if isinstance(value, np.generic) and value.dtype.kind in NUMERIC:
        return _extension(_SCALAR, f"{value.dtype.str},".encode() + value.tobytes())
    if (taken := _taken(value)) is not None:
        name, parts = taken
        return _extension(_LIBRARY, _packed_items((name, parts), depth))
    return _reduce(_simplify(value), depth)


def _taken(value: Any) -> tuple[str, Any] | None:
    try:
        return library.taken(value)
    except Exception as error:  # of libraries, and whatever the student's code made of them
        raise NotPlain(f"{type(value).__qualname__}: {error}") from error


def _simplify(value: Any) -> Any:
    """Return the plain value that ``value`` is one kind of, or raise NotPlain."""
    for base, convert in _EXACT.items():
        if isinstance(value, base):
            return convert(value)
    if isinstance(value, np.ndarray):
        plain = np.array(value, subok=False)
        if plain.dtype.kind not in NUMERIC:
            raise NotPlain(f"a numpy array of {value.dtype}")
        return plain.astype(plain.dtype.newbyteorder("="))
    if type(value) is collections.defaultdict:  # with a factory of the student's
        return dict(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tuple(value)
    to_numpy = getattr(value, "numpy", None)  # tensors
    if callable(to_numpy) and not isinstance(value, type):
        return np.array(to_numpy(), subok=False)[()]
    raise NotPlain(f"an object of type {type(value).__qualname__}")


def _extension(code: int, data: bytes) -> msgpack.ExtType:
    return msgpack.ExtType(code, data)


def _packed_items(items: Any, depth: int) -> bytes:
    return msgpack.packb([_reduce(item, depth + 1) for item in items], strict_types=True)


def _int_bytes(value: int) -> bytes:
    length = value.bit_length() // 8 + 1
    if length > MAX_INT_BYTES:
        raise NotPlain(f"an integer of {value.bit_length()} bits")
    return value.to_bytes(length, "big", signed=True)


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

    def _counted(self, items: list[Any] | tuple[()]) -> Any:
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
        if code in (_TUPLE, _SET, _FROZENSET):
            items = self.unpack(payload, depth)
            if type(items) is not list:
                raise WireError("malformed collection")
            if code != _TUPLE:
                self._require_spread(items)
            return {_TUPLE: tuple, _SET: set, _FROZENSET: frozenset}[code](items)
        if code == _BIGINT:
            if len(payload) > MAX_INT_BYTES:
                raise WireError("integer too large")
            return int.from_bytes(payload, "big", signed=True)
        if code == _COMPLEX:
            if len(payload) != 16:
                raise WireError("malformed complex number")
            return complex(*struct.unpack(">dd", payload))
        if code == _SCALAR:
            return _scalar_value(payload)
        if code == _ARRAY:
            return _array_value(self.unpack(payload, depth))
        if code == _LIBRARY:
            return self._library_value(self.unpack(payload, depth))
        raise WireError(f"unknown extension {code}")

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
            for item in level:
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
    name, _, raw = payload.partition(b",")
    dtype = _numeric(name.decode("ascii", "replace"))
    if dtype.itemsize != len(raw):
        raise WireError("array type and data disagree")
    return np.frombuffer(raw, dtype=dtype)[0]


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
