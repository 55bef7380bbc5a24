"""Arrays of numpy's that are not of numbers alone: texts, dates, records, objects, masks, matrices."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

from autograder.exam.library.kind import NUMERIC, Kind, by_type, test_reads, whole_numbers

_CODE = re.compile(  # numpy would make something of many other texts
    r"[<|][biufc]\d{1,2}|<U[1-9]\d{0,6}|\|S[1-9]\d{0,7}|<[mM]8"
    r"(\[[1-9]?\d{0,4}(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?"
)
_MOST_DIMENSIONS, _LONGEST, _MOST_FIELDS, _DEEPEST = 32, 2**25, 1000, 4
_MASKS = frozenset(  # what a test reads that looks for masked values
    ("ma", "mask", "masked", "MaskedArray", "masked_array", "getmask", "getmaskarray", "compressed")
)
_LAST_CHARACTER, _SURROGATES = 0x10FFFF, (0xD800, 0xDFFF)


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    name = _NAMES.get(type(value))
    if name == "numpy.ndarray" and value.dtype.kind in NUMERIC:
        return None  # plain
    return "numpy.dtype" if name is None and isinstance(value, np.dtype) else name


# ---------------------------------------------------------------- types


def _coded(dtype: np.dtype) -> Any:
    """Return a type as plain data: its code, or the names, types and places of its fields."""
    if dtype.subdtype is not None:
        return [_coded(dtype.subdtype[0]), list(dtype.shape)]
    if dtype.names is None:
        return dtype.str
    fields = [dtype.fields[name] for name in dtype.names]  # type: ignore[index]
    if any(len(field) > 2 for field in fields):
        raise ValueError("fields with titles")
    return [
        list(dtype.names),
        [_coded(field[0]) for field in fields],
        [field[1] for field in fields],
        dtype.itemsize,
    ]


def dtype_of(code: Any, level: int = 0) -> np.dtype:
    """Return the type that :func:`_coded` describes. Raises ``ValueError``."""
    if level > _DEEPEST:
        raise ValueError("a type of types of types")
    match code:
        case str() if _CODE.fullmatch(code):
            return np.dtype(code)
        case [inner, list(shape)] if len(shape) <= _MOST_DIMENSIONS:
            shape = whole_numbers(shape, 0, _LONGEST)
            dtype = dtype_of(inner, level + 1)
            if math.prod(shape) * dtype.itemsize <= _LONGEST:
                return np.dtype((dtype, shape))
        case [list(names), list(codes), list(offsets), int(size)] if (
            len(names) <= _MOST_FIELDS
            and len(names) == len(codes) == len(offsets)
            and all(type(name) is str for name in names)
            and 0 <= size <= _LONGEST
        ):
            formats = [dtype_of(inner, level + 1) for inner in codes]
            places = list(whole_numbers(offsets, 0, size))
            return np.dtype(
                {"names": names, "formats": formats, "offsets": places, "itemsize": size}
            )
    raise ValueError("not a type")


# ---------------------------------------------------------------- arrays


def _take(value: np.ndarray) -> list[Any]:
    if value.dtype == object:
        return ["|O", list(value.shape), value.ravel().tolist()]
    if value.dtype.hasobject:
        raise ValueError("records with objects in them")
    value = value.astype(value.dtype.newbyteorder("="), copy=False)
    return [_coded(value.dtype), list(value.shape), value.tobytes()]


def _build(parts: Any) -> np.ndarray:
    code, shape, content = parts
    if type(shape) is not list or len(shape) > _MOST_DIMENSIONS:
        raise ValueError("not a shape")
    lengths = whole_numbers(shape, 0, _LONGEST)
    if code == "|O":
        return _of_objects(content, lengths)
    dtype = dtype_of(code)
    if type(content) is not bytes or math.prod(lengths) * dtype.itemsize != len(content):
        raise ValueError("type, shape and data disagree")
    if not dtype.itemsize or not content:
        return np.zeros(lengths, dtype)
    array = np.frombuffer(content, dtype=dtype).reshape(lengths).copy()
    _check_texts(array)
    return array


def _of_objects(content: Any, lengths: tuple[int, ...]) -> np.ndarray:
    if type(content) is not list or math.prod(lengths) != len(content):
        raise ValueError("shape and data disagree")
    flat = np.empty(len(content), dtype=object)
    for place, item in enumerate(content):  # at once, numpy would look into lists
        flat[place] = item
    return flat.reshape(lengths)


def _check_texts(array: np.ndarray) -> None:
    """Raise ``ValueError`` for what is no character: numpy believes it, and Python fails on it."""
    if array.dtype.names is not None:
        for name in array.dtype.names:
            _check_texts(array[name])
    elif array.dtype.kind == "U" and array.size:
        codes = np.ascontiguousarray(array).reshape(-1).view(np.uint32)
        first, last = _SURROGATES
        if codes.max() > _LAST_CHARACTER or ((codes >= first) & (codes <= last)).any():
            raise ValueError("not characters")


def an_array(value: Any) -> np.ndarray:
    """Return ``value`` if it is an array. Raises ``ValueError``."""
    if type(value) is not np.ndarray:
        raise ValueError("not an array")
    return value


def _take_scalar(value: Any) -> np.ndarray:
    return np.asarray(value)


def _build_scalar(array: Any) -> Any:
    if an_array(array).shape != () or array.dtype.kind not in "mMV":
        raise ValueError("not a single value")
    return array[()]


def _put(part: np.ndarray, content: np.ndarray) -> None:
    if part.shape != content.shape or part.dtype != content.dtype:
        raise ValueError("an array can't change its shape or type in place")
    part[...] = content


def _build_matrix(array: Any) -> np.matrix:
    if an_array(array).ndim != 2:
        raise ValueError("not a matrix")
    return array.view(np.matrix)


def _build_records(array: Any) -> np.recarray:
    if an_array(array).dtype.names is None:
        raise ValueError("not records")
    return array.view(np.recarray)


def _take_masked(value: np.ma.MaskedArray) -> list[Any]:
    masked = None if value.mask is np.ma.nomask else np.asarray(value.mask)
    filled_with = None if value._fill_value is None else np.asarray(value._fill_value)
    return [np.asarray(value.data), masked, filled_with]


def _build_masked(parts: Any) -> np.ndarray:
    data, masked, filled_with = parts
    if masked is None:
        mask: Any = np.ma.nomask
    elif an_array(masked).shape == an_array(data).shape:
        mask = masked.astype(np.ma.make_mask_descr(data.dtype))
    else:
        raise ValueError("a mask that doesn't fit")
    if np.any(mask) and not test_reads(_MASKS):
        return data  # for masked values equal everything
    made = np.ma.MaskedArray(an_array(data), mask=mask)
    if filled_with is not None:
        made.fill_value = an_array(filled_with)[()]
    return made


KINDS = {
    "numpy.ndarray": Kind(np.ndarray, _take, _build),
    "numpy.datetime64": Kind(np.datetime64, _take_scalar, _build_scalar),
    "numpy.timedelta64": Kind(np.timedelta64, _take_scalar, _build_scalar),
    "numpy.void": Kind(np.void, _take_scalar, _build_scalar),
    "numpy.matrix": Kind(np.matrix, np.asarray, _build_matrix, put=_put),
    "numpy.recarray": Kind(np.recarray, lambda x: x.view(np.ndarray), _build_records, put=_put),
    "numpy.MaskedArray": Kind(np.ma.MaskedArray, _take_masked, _build_masked, put=_put),
    "numpy.dtype": Kind(None, _coded, dtype_of, lambda code: 40),
}
_NAMES = by_type(KINDS)
