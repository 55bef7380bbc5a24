"""Is a mutant the same function in other words? Its behaviour, beside the solution's, on many inputs.

The inputs are those of the tests, recorded over several seeds, and changed at random: numbers moved,
scaled, negated, set to 0; rows permuted; flags thrown; generators seeded anew. What the solution itself
can't do with an input says nothing.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from inside import Test, TooLongError, at_most, quiet, verdict

RECORDED = 400  # calls of one function that are kept
ENOUGH = 200  # inputs that the solution answers, fewer say nothing
DEPTH = 6  # of lists in lists, of objects in objects


def calls(names: dict, tests: list[Test], function: str) -> list[tuple]:
    """Return the arguments, as they were passed, with which tests call a function of a notebook."""
    kept: list[tuple] = []
    true = names[function]

    def recorder(*args: object, **kwargs: object) -> object:
        if len(kept) < RECORDED:
            with contextlib.suppress(Exception):  # what can't be copied can't be asked again
                kept.append(copy.deepcopy((args, kwargs)))
        return true(*args, **kwargs)

    for seed in range(10):
        for test in tests:
            verdict(test, names | {function: recorder}, seed, 60)
    return kept


def changed(value: Any, rng: np.random.Generator, depth: int = 0) -> Any:
    """Return a copy of an input, with something changed in it, perhaps."""
    kind = type(value)
    if kind is np.random.Generator:
        return np.random.default_rng(int(rng.integers(2**32)))
    if kind is bool:
        return bool(rng.random() < 0.5) if rng.random() < 0.3 else value
    if kind is int:
        return value + int(rng.integers(-2, 3)) if rng.random() < 0.3 else value
    if kind is float:
        return float(_moved(np.array(value), rng))
    if kind is np.ndarray and value.size:
        return _moved(value, rng)
    if kind in (list, tuple) and depth < DEPTH:
        return kind(changed(item, rng, depth + 1) for item in value)
    if kind is dict and depth < DEPTH:
        return {key: changed(item, rng, depth + 1) for key, item in value.items()}
    return copy.deepcopy(value)


def _moved(numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    way = rng.integers(8)
    if numbers.dtype.kind == "b":
        return numbers ^ (rng.random(numbers.shape) < 0.3) if way < 3 else numbers.copy()
    if way == 0 and numbers.ndim:
        return rng.permutation(numbers)
    if way == 1 and numbers.ndim:
        return rng.permuted(numbers, axis=-1)
    if numbers.dtype.kind in "iu":
        if way == 2 and numbers.ndim:
            return rng.choice(numbers.ravel(), numbers.shape).astype(numbers.dtype)
        return numbers.copy()
    if numbers.dtype.kind != "f":
        return numbers.copy()
    size = float(np.abs(numbers).max(initial=0)) or 1.0
    moved = {
        2: lambda: -numbers,
        3: lambda: numbers * rng.uniform(0, 3),
        4: lambda: numbers + size * rng.normal(size=numbers.shape),
        5: lambda: np.where(rng.random(numbers.shape) < 0.3, 0, numbers),
        6: lambda: np.round(numbers),  # so that there are ties
    }.get(int(way), numbers.copy)
    return np.asarray(moved()).astype(numbers.dtype)


def difference(
    true: Callable, mutant: Callable, asked: list[tuple], times: int, seconds: float = 20
) -> str | None:
    """Return on which input a mutant does something else than the solution, "" if on none of many.

    None where too few inputs can be tried to say so.
    """
    rng, tried = np.random.default_rng(0), 0
    try:
        with at_most(seconds):
            for number in range(times if asked else 0):
                call = asked[number % len(asked)]
                if number >= len(asked):
                    call = changed(call, rng)
                right = outcome(true, call)
                if right is None:
                    continue
                tried += 1
                if not alike(outcome(mutant, call), right):
                    return _told(call)
    except TooLongError:
        pass
    return "" if tried >= ENOUGH else None


def outcome(function: Callable, call: tuple) -> tuple | None:
    """Return a function's result and what it left of its arguments; None if it raises an error."""
    args, kwargs = copy.deepcopy(call)
    np.random.seed(0)  # noqa: NPY002
    try:
        with quiet():
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = list(result)
    except Exception:
        return None
    return result, args, kwargs


def alike(a: Any, b: Any, depth: int = 0) -> bool:
    """Say whether two values are the same, numbers up to rounding; what can't be seen through is."""
    if hasattr(a, "numpy") and hasattr(b, "numpy"):
        a, b = a.numpy(), b.numpy()
    if isinstance(a, bool | int | float | np.generic | np.ndarray):
        return _alike_numbers(a, b)
    if isinstance(a, list | tuple):
        return (
            isinstance(b, list | tuple)
            and len(a) == len(b)
            and all(alike(x, y, depth) for x, y in zip(a, b, strict=True))
        )
    if isinstance(a, dict):
        return (
            isinstance(b, dict)
            and a.keys() == b.keys()
            and all(alike(a[key], b[key], depth) for key in a)
        )
    if a is None or b is None or isinstance(a, str | bytes | set):
        return type(a) is type(b) and a == b
    if type(a).__name__ != type(b).__name__:
        return False
    if isinstance(a, np.random.Generator) or depth >= DEPTH or not hasattr(a, "__dict__"):
        return True
    return alike(vars(a), vars(b), depth + 1)


def _alike_numbers(a: Any, b: Any) -> bool:
    if not isinstance(b, bool | int | float | np.generic | np.ndarray):
        return False
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
        return False
    if a.dtype.kind not in "biuf":
        return bool(np.array_equal(a, b))
    return bool(np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True))


def _told(call: tuple) -> str:
    args, kwargs = call
    parts = [*map(_short, args), *(f"{name}={_short(value)}" for name, value in kwargs.items())]
    return ", ".join(parts)


def _short(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 120 else text[:119] + "…"
