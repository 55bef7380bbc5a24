"""Sparse matrices and arrays of scipy's. Their own code trusts the positions in them; here they're checked."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from scipy import sparse

from autograder.exam.library.kind import (
    Kind,
    by_type,
    numbers,
    put_attributes,
    whole_numbers,
    within,
)

_LONGEST = 2**31 - 1
_COMPRESSED = ("csr", "csc", "bsr")


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    return _NAMES.get(type(value))


def _shape(parts: Any, *dimensions: int) -> tuple[int, ...]:
    shape = whole_numbers(parts, 0, _LONGEST)
    if len(shape) not in dimensions:
        raise ValueError("not a shape")
    return shape


def _take_compressed(value: Any) -> list[Any]:
    return [list(value.shape), value.data, value.indices, value.indptr]


def _build_compressed(kind: Any, form: str, parts: Any) -> Any:
    shape, data, indices, ends = parts
    rows, columns = (1, *_shape(shape, 1, 2))[-2:]
    if form == "csc":
        rows, columns = columns, rows
    if form == "bsr":
        height, width = numbers(data, 3).shape[1:]
        if not height or not width or rows % height or columns % width:
            raise ValueError("blocks that don't fill it")
        rows, columns = rows // height, columns // width
    else:
        numbers(data, 1)
    numbers(indices, 1, "i")
    numbers(ends, 1, "i")
    if len(ends) != rows + 1 or ends[0] != 0 or (ends[1:] < ends[:-1]).any():
        raise ValueError("rows that don't follow each other")
    if ends[-1] != len(data) or len(indices) != len(data):
        raise ValueError("rows that don't fit the data")
    within(indices, 0, columns)
    return kind((data, indices, ends), shape=tuple(shape))


def _take_places(value: Any) -> list[Any]:
    places = value.tocoo()
    coordinates = places.coords if hasattr(places, "coords") else (places.row, places.col)
    return [list(places.shape), places.data, [np.asarray(c) for c in coordinates]]


def _build_places(kind: Any, parts: Any) -> Any:
    shape, data, coordinates = parts
    lengths = _shape(shape, 1, 2)
    numbers(data, 1)
    if type(coordinates) is not list or len(coordinates) != len(lengths):
        raise ValueError("not coordinates")
    for positions, end in zip(coordinates, lengths, strict=True):
        if len(numbers(positions, 1, "i")) != len(data):
            raise ValueError("not coordinates")
        within(positions, 0, end)
    coo = sparse.coo_matrix if issubclass(kind, sparse.spmatrix) else sparse.coo_array
    made = coo((data, tuple(coordinates)), shape=lengths)
    return made if kind is coo else kind(made)


def _cost_of_places(form: str, parts: Any) -> int:
    """Say how many objects there are: two lists for each row of a ``lil``, an entry for each of a ``dok``."""
    shape, data, _ = parts
    return 4 + {"lil": 2 * (shape[0] + len(data)), "dok": 4 * len(data)}.get(form, 0)


def _take_diagonals(value: Any) -> list[Any]:
    return [list(value.shape), value.data, value.offsets]


def _build_diagonals(kind: Any, parts: Any) -> Any:
    shape, data, offsets = parts
    rows, columns = _shape(shape, 2)
    if len(numbers(data, 2)) != len(numbers(offsets, 1, "i")):
        raise ValueError("not diagonals")
    within(offsets, -rows, max(columns, 1))
    return kind((data, offsets), shape=(rows, columns))


def _kind(of: Any, form: str) -> Kind:
    if form in _COMPRESSED:
        build = functools.partial(_build_compressed, of, form)
        return Kind(of, _take_compressed, build, put=put_attributes)
    if form == "dia":
        build = functools.partial(_build_diagonals, of)
        return Kind(of, _take_diagonals, build, put=put_attributes)
    cost = functools.partial(_cost_of_places, form)
    return Kind(of, _take_places, functools.partial(_build_places, of), cost, put_attributes)


KINDS = {
    f"scipy.{name}": _kind(getattr(sparse, name), form)
    for form in (*_COMPRESSED, "dia", "coo", "lil", "dok")
    for name in (f"{form}_matrix", f"{form}_array")
}
_NAMES = by_type(KINDS)
