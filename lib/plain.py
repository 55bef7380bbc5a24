"""Find out what a value is without asking it: only exact built-in and numpy types are trusted."""

import enum

import numpy as np

MAX_TEXT = 240  # characters of a value shown in a message
MAX_DEPTH = 20  # of lists in lists; a list may even contain itself
PLAIN = (int, float, bool, str, type(None), bytes)


def is_plain(value, depth: int = 0) -> bool:
    """Tell whether a value is a number, string, None, numpy scalar or array, or a nest of these."""
    kind = type(value)
    if depth > MAX_DEPTH:
        return False
    if kind in PLAIN:
        return True
    if kind in (tuple, list):
        return all(is_plain(item, depth + 1) for item in value)
    if kind is dict:
        return all(is_plain(item, depth + 1) for pair in value.items() for item in pair)
    if kind is np.ndarray:
        return value.dtype.kind in "biuf"
    if is_tensor(value):
        return is_plain(value.numpy(), depth + 1)
    if issubclass(kind, enum.IntEnum):
        return True
    return issubclass(kind, np.generic) and kind.__module__ == "numpy"


def is_tensor(value) -> bool:
    """Tell whether a value is a TensorFlow tensor or variable; in grading they come as arrays."""
    return type(value).__module__.startswith("tensorflow.python.") and hasattr(value, "numpy")


def is_single(value) -> bool:
    """Tell whether there are numbers of single precision, and of no other kind of float, in a value."""
    kind = type(value)
    if kind in (tuple, list):
        floats = [item for item in value if type(item) not in (int, bool)]
        return bool(floats) and all(map(is_single, floats))
    if is_tensor(value):
        return value.dtype == "float32"
    return (kind is np.ndarray or kind is np.float32) and value.dtype == np.float32


def same(got, expected) -> bool:
    """Tell whether two plain values are equal; arrays, lists and tuples may mix, bools may not."""
    if not (is_plain(got) and is_plain(expected)):
        return False
    if type(got) is type(expected) is np.ndarray and _form(got) == _form(expected):
        return np.array_equal(got, expected, equal_nan=True)  # as below, but quick
    if type(got) is type(expected) is list:
        return len(got) == len(expected) and all(map(same, got, expected))
    return _equal(_builtin(got), _builtin(expected))


def _equal(got, expected) -> bool:
    kind, other = type(expected), type(got)
    if kind in (tuple, list):
        same_length = other in (tuple, list) and len(got) == len(expected)
        return same_length and all(map(_equal, got, expected))
    if kind is dict:
        same_keys = other is dict and got.keys() == expected.keys()
        return same_keys and all(_equal(got[key], expected[key]) for key in expected)
    if kind in (int, float) and other in (int, float):
        return got == expected or (got != got and expected != expected)  # NaN is NaN here
    return other is kind and got == expected


def numeric(value) -> np.ndarray | None:
    """Return numbers, in nested lists or arrays, as a new array; None if there is anything else."""
    if not is_plain(value) or type(value) in (dict, str, bytes, bool, type(None)):
        return None
    if type(value) is np.ndarray and value.dtype.kind in "if" and value.dtype.itemsize <= 8:
        return value.astype(float if value.dtype.kind == "f" else int)  # as below, but quick
    try:
        numbers = np.array(_builtin(value))
    except (ValueError, OverflowError):  # lists of different lengths, integers beyond 64 bits
        return None
    return numbers if numbers.dtype.kind in "iuf" else None


def show(value) -> str:
    """Return a short text for a value: what it prints as if it is plain, else only its type."""
    if type(value) is np.ndarray and value.dtype.kind in "biufc":
        text = np.array2string(value, precision=6, threshold=20, separator=", ")
    elif is_plain(value):
        text = repr(_builtin(value))
    else:
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _form(array: np.ndarray) -> tuple:
    return array.dtype, array.shape


def _builtin(value):
    if type(value) in PLAIN:
        return value
    value = value.numpy() if is_tensor(value) else value
    kind = type(value)
    if kind in (tuple, list):
        return kind(_builtin(item) for item in value)
    if kind is dict:
        return {_builtin(key): _builtin(item) for key, item in value.items()}
    if issubclass(kind, enum.IntEnum):  # a name for a number; what it says of itself doesn't count
        return int.__int__(value)
    return value.tolist() if kind is np.ndarray or issubclass(kind, np.generic) else value
