"""The untrusted side of the wire: the bytes of a plain value.

Nothing here is believed by who reads them (:mod:`autograder.exam.wire`). Of a list whose items are much alike, as
many calls return them, the items are packed together: one by one that took as long as the calls.
"""

from __future__ import annotations

import collections
import struct
from typing import Any

import msgpack
import numpy as np

from autograder.exam import library
from autograder.exam.borrowed import Borrowed
from autograder.exam.library.kind import NUMERIC

MAX_BYTES = 32 * 2**20
MAX_DEPTH = 32
MAX_INT_BYTES = 1784  # factorial(1000) is a value; what has over 4,300 digits Python doesn't print
# msgpack's extensions; the last two are lists: of numpy's numbers of one type, of tuples of one length
TUPLE, SET, FROZENSET, BIGINT, COMPLEX, ARRAY, SCALAR, LIBRARY, SCALARS, ROWS = range(1, 11)
AS_THEY_ARE = frozenset({bool, int, float, str, bytes, type(None)})  # msgpack's own
SCALAR_KINDS = {  # by type: what numpy calls it
    kind: np.dtype(kind).str
    for kind in set(np.sctypeDict.values())
    if np.dtype(kind).kind in NUMERIC
}
_MANY = 8  # items alike, from which on they are packed together
_EXACT = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    bytes: bytes.__bytes__,
    complex: complex.__complex__,
}  # conversions that a subclass can't override


class NotPlain(Exception):
    """A value that has no plain form; it stays where it is and a proxy stands for it."""


class TooLarge(NotPlain):
    """A value that has a plain form, of more bytes than may cross."""


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
        return value if -(2**63) <= value < 2**64 else _extension(BIGINT, _int_bytes(value))
    if kind is list:
        return _reduced_items(value, depth)
    if kind is dict:
        return {_reduce(k, depth + 1): _reduce(v, depth + 1) for k, v in value.items()}
    if kind is tuple:
        return _extension(TUPLE, _packed_items(value, depth))
    if kind in (set, frozenset):
        return _extension(SET if kind is set else FROZENSET, _packed_items(value, depth))
    if kind is complex:
        return _extension(COMPLEX, struct.pack(">dd", value.real, value.imag))
    if kind is np.ndarray and value.dtype.kind in NUMERIC and value.dtype.isnative:
        header = [value.dtype.str, list(value.shape), np.ascontiguousarray(value).tobytes()]
        return _extension(ARRAY, msgpack.packb(header))
    if isinstance(value, np.generic) and value.dtype.kind in NUMERIC:
        return _extension(SCALAR, f"{value.dtype.str},".encode() + value.tobytes())
    if (taken := _taken(value)) is not None:
        name, parts = taken
        return _extension(LIBRARY, _packed_items((name, parts), depth))
    return _reduce(_simplify(value), depth)


def _reduced_items(items: list[Any], depth: int) -> Any:
    """Return what stands for a list: of what many calls returned, the items are much alike."""
    if len(items) < _MANY:
        return [_reduce(item, depth + 1) for item in items]
    kind, *others = kinds = set(map(type, items))
    if kinds <= AS_THEY_ARE and depth < MAX_DEPTH:
        whole = [item for item in items if type(item) is int] if int in kinds else [0]
        if -(2**63) <= min(whole) and max(whole) < 2**64:
            return items
    if others or depth >= MAX_DEPTH:
        return [_reduce(item, depth + 1) for item in items]
    if kind in SCALAR_KINDS:
        numbers = np.array(items, dtype=kind)
        return _extension(SCALARS, f"{SCALAR_KINDS[kind]},".encode() + numbers.tobytes())
    if kind is tuple and (width := len(items[0])) and all(len(row) == width for row in items):
        flat = _reduced_items([part for row in items for part in row], depth + 1)
        return _extension(ROWS, msgpack.packb([width, flat], strict_types=True))
    return [_reduce(item, depth + 1) for item in items]


def _taken(value: Any) -> tuple[str, Any] | None:
    try:
        return library.taken(value)
    except Exception as error:  # of libraries, and whatever the student's code made of them
        raise NotPlain(f"{type(value).__qualname__}: {error}") from error


def _simplify(value: Any) -> Any:
    """Return the plain value that ``value`` is one kind of, or raise NotPlain."""
    if type(value).__base__ is Borrowed:  # is nothing that could be asked for its content
        raise NotPlain("lent by the test")
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
