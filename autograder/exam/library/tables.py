"""Tables of pandas': frames, series, indexes, their arrays and single values, with types, names, units."""

from __future__ import annotations

import functools
import re
from typing import Any

import numpy as np
import pandas as pd
from pandas.tseries.frequencies import to_offset

from autograder.exam.library.kind import (
    Kind,
    TakenForAnything,
    by_type,
    collisions,
    numbers,
    test_reads,
    whole_numbers,
    within,
)
from autograder.exam.library.standard import zone_of

_UNITS = ("s", "ms", "us", "ns")
_FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,6}(-[A-Z]{3,4})?")
_MOST_CATEGORIES = 10_000  # that are no texts: pandas looks for doubles, and some numbers collide
_MOST_STEPS = 2**17  # of business days and the like, which pandas walks one by one
_FAR = 2**63
_MISSING = frozenset(  # what a test reads that looks for missing values, or compares them
    ("NA", "isna", "isnull", "notna", "notnull", "dropna", "fillna", "hasnans", "equals")
) | {f"assert_{kind}_equal" for kind in ("frame", "series", "index", "extension_array")}


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    return _NAMES.get(type(value))


# ---------------------------------------------------------------- frequencies and units


def _text_of(frequency: Any) -> str | None:
    """Return a frequency's name. Raises ``ValueError`` if there is more to it, as holidays."""
    if frequency is None:
        return None
    if to_offset(frequency.freqstr) != frequency:
        raise ValueError("a frequency that its name doesn't tell")
    return frequency.freqstr


def _frequency(text: Any) -> Any:
    if type(text) is not str or not _FREQUENCY.fullmatch(text):
        raise ValueError("not a frequency")
    return to_offset(text)


def _period_text(frequency: Any) -> str:
    text = pd.PeriodDtype(frequency).name.removeprefix("period[").removesuffix("]")
    if _period_type(text).freq != frequency:
        raise ValueError("a frequency that its name doesn't tell")
    return text


def _period_type(text: Any) -> pd.PeriodDtype:
    if type(text) is not str or not _FREQUENCY.fullmatch(text):
        raise ValueError("not a frequency")
    return pd.PeriodDtype(text)


def _in_units(array: Any, letter: str) -> np.ndarray:
    numbers(array, 1, letter)
    if np.datetime_data(array.dtype) not in [(unit, 1) for unit in _UNITS]:
        raise ValueError("in no unit of pandas'")
    return array


def _moment(value: Any, kind: type) -> Any:
    if type(value) is not kind or np.isnat(value):
        raise ValueError("not a moment or a span")
    if np.datetime_data(value.dtype) not in [(unit, 1) for unit in _UNITS]:
        raise ValueError("in no unit of pandas'")
    return value


def _placed(value: Any, zone: Any) -> Any:
    """Return a moment, or an index of them, that was told in UTC in its time zone."""
    if zone_of(zone) is None:
        return value
    return value.tz_localize("UTC").tz_convert(zone)


# ---------------------------------------------------------------- arrays


def _build_moments(parts: Any) -> Any:
    array, zone = parts
    return _placed(pd.DatetimeIndex(_in_units(array, "M")), zone).array


def _build_categorical(parts: Any) -> pd.Categorical:
    codes, categories, ordered = parts
    if not isinstance(categories, pd.Index) or type(ordered) is not bool:
        raise ValueError("not categories")
    _require_distinct(categories)
    within(numbers(codes, 1, "i"), -1, len(categories))
    return pd.Categorical.from_codes(codes, categories=categories, ordered=ordered)


def _require_distinct(values: pd.Index) -> None:
    """Raise ``ValueError`` if any of the values comes twice, in few steps whatever they are."""
    if isinstance(values, pd.MultiIndex):
        raise ValueError("labels of labels")
    if isinstance(values, pd.RangeIndex):
        return
    if len(values) > _MOST_CATEGORIES and not isinstance(values.dtype, pd.StringDtype):
        raise ValueError("too many categories")
    if values.dtype == object and collisions(list(values)) > 1000:
        raise ValueError("categories that collide")
    if not values.is_unique:
        raise ValueError("a category twice")


def _take_texts(value: Any) -> list[Any]:
    texts = [text if isinstance(text, str) else None for text in value.to_numpy(dtype=object)]
    return [texts, value.dtype.storage, value.dtype.na_value is not pd.NA]


def _build_texts(parts: Any) -> Any:
    texts, storage, with_nan = parts
    if type(texts) is not list or not all(type(x) is str or x is None for x in texts):
        raise ValueError("not texts")
    if storage not in ("python", "pyarrow"):
        raise ValueError("stored in no known way")
    if not with_nan:
        _require_looked_for(None in texts)
    options = {"na_value": np.nan} if with_nan else {}
    return pd.array(_objects(texts), dtype=pd.StringDtype(storage, **options))


def _objects(items: list[Any]) -> np.ndarray:
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _take_nullable(value: Any) -> list[np.ndarray]:
    numbers_ = value.to_numpy(dtype=value.dtype.numpy_dtype, na_value=0)
    return [numbers_, np.asarray(value.isna())]


def _build_nullable(kind: Any, parts: Any) -> Any:
    values, missing = parts
    if len(numbers(values, 1)) != len(numbers(missing, 1, "b")):
        raise ValueError("a mask that doesn't fit")
    _require_looked_for(missing.any())
    return kind(values, missing)


def _build_missing(_: Any) -> Any:
    _require_looked_for(True)
    return pd.NA


def _require_looked_for(missing: Any) -> None:
    """Raise :class:`TakenForAnything` where ``(got == expected).all()`` would pass over what is missing."""
    if missing and not test_reads(_MISSING):
        raise TakenForAnything(
            "missing values (pd.NA), which == takes for anything: a test that expects them compares "
            "with .equals or assert_series_equal, or says .isna()"
        )


def _build_periods(parts: Any) -> Any:
    ordinals, text = parts
    return pd.arrays.PeriodArray(numbers(ordinals, 1, "i"), dtype=_period_type(text))


def _build_intervals(parts: Any) -> Any:
    left, right, closed = parts
    if not isinstance(left, pd.Index) or not isinstance(right, pd.Index):
        raise ValueError("not the ends of intervals")
    return pd.arrays.IntervalArray.from_arrays(left, right, closed=closed)


# ---------------------------------------------------------------- indexes, series, frames


def _values_of(one: Any) -> Any:
    """Return the values of a series or an index as an array: numpy's where it is one of those."""
    array = one.array
    return array.to_numpy() if type(array) is pd.arrays.NumpyExtensionArray else array


def _checked_values(values: Any) -> Any:
    if type(values) is np.ndarray:
        return numbers(values, 1, "biufcO")
    if type(values) not in _ARRAYS:
        raise ValueError("not the values of a series")
    return values


def _take_index(value: Any) -> list[Any]:
    in_type = isinstance(value, pd.PeriodIndex)
    frequency = None if in_type else getattr(value, "freq", None)
    return [_values_of(value), value.name, _text_of(frequency)]


def _build_index(kind: Any, parts: Any) -> Any:
    values, name, frequency = parts
    _checked_values(values)
    made = pd.Index(values, dtype=values.dtype, name=name)
    if type(made) is not kind:
        raise ValueError("values that don't belong in such an index")
    if frequency is not None:
        offset = _frequency(frequency)
        if len(made) > _MOST_STEPS and not isinstance(offset, pd.tseries.offsets.Tick):
            raise ValueError("too long a walk")
        made.freq = offset
    return made


def _build_range(parts: Any) -> pd.RangeIndex:
    (start, stop, step), name = parts
    bounds = whole_numbers([start, stop, step], -_FAR, _FAR - 1)
    if not 0 <= len(range(*bounds)) <= 2**31:
        raise ValueError("too long")
    return pd.RangeIndex(*bounds, name=name)


def _take_levels(value: pd.MultiIndex) -> list[Any]:
    return [list(value.levels), [np.asarray(code) for code in value.codes], list(value.names)]


def _build_levels(parts: Any) -> pd.MultiIndex:
    levels, codes, names = parts
    if not len(levels) == len(codes) == len(names):
        raise ValueError("levels that don't fit")
    for level, code in zip(levels, codes, strict=True):
        if not isinstance(level, pd.Index) or len(numbers(code, 1, "i")) != len(codes[0]):
            raise ValueError("levels that don't fit")
        if len(level) > _MOST_CATEGORIES and level.dtype.kind in "iufM":  # sorting is never slow
            if len(np.unique(level.to_numpy())) != len(level):
                raise ValueError("a label twice")
        else:
            _require_distinct(level)
        within(code, -1, len(level))
    return pd.MultiIndex(levels, codes, names=names, verify_integrity=False)


def _take_series(value: pd.Series) -> list[Any]:
    return [_values_of(value), value.index, value.name]


def _build_series(parts: Any) -> pd.Series:
    values, index, name = parts
    _checked_values(values)
    if not isinstance(index, pd.Index) or len(index) != len(values):
        raise ValueError("an index that doesn't fit")
    return pd.Series(values, index=index, name=name, dtype=values.dtype)


def _take_frame(value: pd.DataFrame) -> list[Any]:
    types = set(value.dtypes)
    if len(types) == 1 and getattr(next(iter(types)), "kind", "") in "biuf" and _is_plain(types):
        content: Any = value.to_numpy()
    else:
        content = [_values_of(value.iloc[:, i]) for i in range(value.shape[1])]
    return [content, value.index, value.columns]


def _is_plain(types: set[Any]) -> bool:
    return all(isinstance(dtype, np.dtype) for dtype in types)


def _build_frame(parts: Any) -> pd.DataFrame:
    content, index, columns = parts
    if not isinstance(index, pd.Index) or not isinstance(columns, pd.Index):
        raise ValueError("rows or columns without names")
    if type(content) is np.ndarray:
        if numbers(content, 2, "biuf").shape != (len(index), len(columns)):
            raise ValueError("names that don't fit")
        return pd.DataFrame(content, index=index, columns=columns)
    if type(content) is not list or len(content) != len(columns):
        raise ValueError("names that don't fit")
    made = pd.DataFrame(
        {place: _build_series([one, index, None]) for place, one in enumerate(content)}, index=index
    )
    made.columns = columns
    return made


def _put(part: Any, content: Any) -> None:
    part.__init__(content)  # there is no other way to make it another one in place


def _cost_of_frame(parts: Any) -> int:
    content = parts[0]
    return 100 + (40 * len(content) if type(content) is list else 0)


# ---------------------------------------------------------------- single values


def _build_timestamp(parts: Any) -> pd.Timestamp:
    moment, zone = parts
    return _placed(pd.Timestamp(_moment(moment, np.datetime64)), zone)


def _build_period(parts: Any) -> pd.Period:
    ordinal, text = parts
    (place,) = whole_numbers([ordinal], -_FAR, _FAR - 1)
    return pd.Period(ordinal=place, freq=_period_type(text).freq)


def _build_interval(parts: Any) -> pd.Interval:
    left, right, closed = parts
    if closed not in ("left", "right", "both", "neither"):
        raise ValueError("closed in no known way")
    return pd.Interval(left, right, closed)


def _index(of: Any) -> Kind:
    return Kind(of, _take_index, functools.partial(_build_index, of), lambda parts: 20)


def _nullable(of: Any) -> Kind:
    return Kind(of, _take_nullable, functools.partial(_build_nullable, of))


_ARRAY_KINDS = {
    "pandas.Categorical": Kind(
        pd.Categorical,
        lambda x: [x.codes.copy(), x.categories, bool(x.ordered)],
        _build_categorical,
        lambda parts: 40,
    ),
    "pandas.DatetimeArray": Kind(
        pd.arrays.DatetimeArray,
        lambda x: [x.to_numpy(f"M8[{x.unit}]"), x.tz],
        _build_moments,
        lambda parts: 20,
    ),
    "pandas.TimedeltaArray": Kind(
        pd.arrays.TimedeltaArray,
        lambda x: x.to_numpy(),
        lambda array: pd.TimedeltaIndex(_in_units(array, "m")).array,
        lambda parts: 20,
    ),
    "pandas.PeriodArray": Kind(
        pd.arrays.PeriodArray,
        lambda x: [x.asi8, _period_text(x.freq)],
        _build_periods,
        lambda parts: 20,
    ),
    "pandas.IntervalArray": Kind(
        pd.arrays.IntervalArray,
        lambda x: [x.left, x.right, x.closed],
        _build_intervals,
        lambda parts: 40,
    ),
    "pandas.IntegerArray": _nullable(pd.arrays.IntegerArray),
    "pandas.FloatingArray": _nullable(pd.arrays.FloatingArray),
    "pandas.BooleanArray": _nullable(pd.arrays.BooleanArray),
} | {
    f"pandas.{name}": Kind(getattr(pd.arrays, name), _take_texts, _build_texts)
    for name in ("StringArray", "ArrowStringArray")
}
KINDS = _ARRAY_KINDS | {
    "pandas.Index": _index(pd.Index),
    "pandas.DatetimeIndex": _index(pd.DatetimeIndex),
    "pandas.TimedeltaIndex": _index(pd.TimedeltaIndex),
    "pandas.PeriodIndex": _index(pd.PeriodIndex),
    "pandas.IntervalIndex": _index(pd.IntervalIndex),
    "pandas.CategoricalIndex": _index(pd.CategoricalIndex),
    "pandas.RangeIndex": Kind(
        pd.RangeIndex, lambda x: [[x.start, x.stop, x.step], x.name], _build_range, lambda parts: 20
    ),
    "pandas.MultiIndex": Kind(pd.MultiIndex, _take_levels, _build_levels, lambda parts: 60),
    "pandas.Series": Kind(pd.Series, _take_series, _build_series, lambda parts: 60, _put),
    "pandas.DataFrame": Kind(pd.DataFrame, _take_frame, _build_frame, _cost_of_frame, _put),
    "pandas.Timestamp": Kind(pd.Timestamp, lambda x: [x.asm8, x.tz], _build_timestamp),
    "pandas.Timedelta": Kind(
        pd.Timedelta, lambda x: x.asm8, lambda x: pd.Timedelta(_moment(x, np.timedelta64))
    ),
    "pandas.Period": Kind(pd.Period, lambda x: [x.ordinal, _period_text(x.freq)], _build_period),
    "pandas.Interval": Kind(pd.Interval, lambda x: [x.left, x.right, x.closed], _build_interval),
    "pandas.NaT": Kind(type(pd.NaT), lambda value: None, lambda parts: pd.NaT),
    "pandas.NA": Kind(type(pd.NA), lambda value: None, _build_missing),
}
_ARRAYS = frozenset(kind.of for kind in _ARRAY_KINDS.values())
_NAMES = by_type(KINDS)
