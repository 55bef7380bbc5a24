"""Values of Python's own library: exact numbers, dates, collections, views, records."""

from __future__ import annotations

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import http
import keyword
import math
import pathlib
import re
import signal
import time
import unicodedata
import uuid
import zoneinfo
from typing import Any

from autograder.exam.library.kind import Kind, by_type, whole_numbers

_MOST_DIGITS = 4300  # Python prints no longer whole numbers
_FARTHEST = 10_000  # the exponent of a decimal: as a whole number it can still be computed with
_DECIMAL = re.compile(r"-?(Infinity|s?NaN\d{0,20}|(\d+)(\.\d+)?(E[+-]\d{1,6})?)")
_MOST_FIELDS, _LONGEST_NAME, _LONGEST_PATH = 255, 100, 4096
_FORMATS = frozenset("bBhHiIlLqQnNfd?c")  # of memory, one character each
_TYPECODES = frozenset("bBhHiIlLqQfd")  # of array.array, but for text
_FACTORIES = {
    kind.__name__: kind
    for kind in (
        *(bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, bytearray),
        *(collections.OrderedDict, collections.Counter, collections.deque, decimal.Decimal),
    )
} | {"": None}
_ENUMERATIONS: dict[str, type[enum.Enum]] = {
    "http.HTTPStatus": http.HTTPStatus,
    "http.HTTPMethod": http.HTTPMethod,
    "re.RegexFlag": re.RegexFlag,
    "signal.Signals": signal.Signals,
    "uuid.SafeUUID": uuid.SafeUUID,
}
_FAR, _LONGEST_RANGE = 2**63, 2**21


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    kind = type(value)
    name = _NAMES.get(kind)
    if name == "python.defaultdict" and _factory_of(value) is None:
        return None  # a plain dictionary then
    if name is None and issubclass(kind, tuple) and kind is not tuple and _is_record(value):
        return "python.namedtuple"
    return name


# ---------------------------------------------------------------- numbers


def _build_decimal(text: Any) -> decimal.Decimal:
    if type(text) is not str or len(text) > _MOST_DIGITS + 20 or not _DECIMAL.fullmatch(text):
        raise ValueError("not a decimal number")
    value = decimal.Decimal(text)
    exponent = value.as_tuple().exponent
    if type(exponent) is int and abs(exponent) > _FARTHEST:
        raise ValueError("an exponent too far out")
    return value


def _build_fraction(parts: Any) -> fractions.Fraction:
    match parts:
        case [int(above), int(below)] if type(above) is type(below) is int and below > 0:
            return fractions.Fraction(above, below)
    raise ValueError("not a fraction")


# ---------------------------------------------------------------- dates and times


def _take_moment(value: datetime.datetime) -> list[Any]:
    moment = [value.year, value.month, value.day, value.hour, value.minute, value.second]
    return [[*moment, value.microsecond], value.fold, value.tzinfo]


def _build_moment(parts: Any) -> datetime.datetime:
    moment, fold, zone = parts
    fields = whole_numbers([*moment, fold], 0, 10**6)
    return datetime.datetime(*fields[:-1], tzinfo=zone_of(zone), fold=fields[-1])


def _take_time(value: datetime.time) -> list[Any]:
    clock = [value.hour, value.minute, value.second, value.microsecond]
    return [clock, value.fold, value.tzinfo]


def _build_time(parts: Any) -> datetime.time:
    clock, fold, zone = parts
    fields = whole_numbers([*clock, fold], 0, 10**6)
    return datetime.time(*fields[:-1], tzinfo=zone_of(zone), fold=fields[-1])


def zone_of(zone: Any) -> datetime.tzinfo | None:
    """Return ``zone`` if it is a time zone, or None. Raises ``ValueError``."""
    if zone is not None and type(zone) not in (datetime.timezone, zoneinfo.ZoneInfo):
        raise ValueError("not a time zone")
    return zone


def _build_span(parts: Any) -> datetime.timedelta:
    days, seconds, microseconds = whole_numbers(parts, -(10**9), 10**9)
    return datetime.timedelta(days, seconds, microseconds)


def _take_offset(value: datetime.timezone) -> list[Any]:
    name = value.tzname(None)
    offset = value.utcoffset(None)
    return [offset, None if name == datetime.timezone(offset).tzname(None) else name]


def _build_offset(parts: Any) -> datetime.timezone:
    match parts:
        case [datetime.timedelta() as offset, None]:
            return datetime.timezone(offset)
        case [datetime.timedelta() as offset, str(name)]:
            return datetime.timezone(offset, name)
    raise ValueError("not an offset")


def _build_zone(key: Any) -> zoneinfo.ZoneInfo:
    if type(key) is not str or key not in _zones():  # a key is the name of a file
        raise ValueError("no such time zone")
    return zoneinfo.ZoneInfo(key)


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _take_clock(value: time.struct_time) -> list[Any]:
    return [*value, value.tm_zone, value.tm_gmtoff]


def _build_clock(parts: Any) -> time.struct_time:
    *fields, zone, offset = parts
    fields = whole_numbers(fields, -(2**31), 2**31 - 1)
    if len(fields) != 9 or (offset is not None and type(offset) is not int):
        raise ValueError("not a broken-down time")
    if zone is not None and type(zone) is not str:
        raise ValueError("not a broken-down time")
    return time.struct_time((*fields, zone, offset))


# ---------------------------------------------------------------- collections


def _mapping(parts: Any) -> dict[Any, Any]:
    if type(parts) is not dict:
        raise ValueError("not a mapping")
    return parts


def _factory_of(value: collections.defaultdict) -> str | None:
    factory = value.default_factory
    if factory is None:
        return ""
    name = getattr(factory, "__name__", "")
    return name if type(name) is str and _FACTORIES.get(name) is factory else None


def _build_defaultdict(parts: Any) -> collections.defaultdict:
    name, content = parts
    return collections.defaultdict(_FACTORIES[name], _mapping(content))


def _build_deque(parts: Any) -> collections.deque:
    items, most = parts
    if type(items) is not list or not (most is None or (type(most) is int and len(items) <= most)):
        raise ValueError("not a deque")
    return collections.deque(items, most)


def _build_range(parts: Any) -> range:
    made = range(*whole_numbers(parts, -_FAR, _FAR - 1))
    if len(made) > _LONGEST_RANGE:  # no list could be that long, nor contain that much
        raise ValueError("too long a range")
    return made


def _build_slice(parts: Any) -> slice:
    start, stop, step = parts
    return slice(start, stop, step)


def _build_keys(keys: Any) -> Any:
    return _mapping(keys).keys()


def _build_values(values: Any) -> Any:
    if type(values) is not list:
        raise ValueError("not the values of a dictionary")
    return dict(enumerate(values)).values()


def _build_items(content: Any) -> Any:
    return _mapping(content).items()


def _is_record(value: tuple) -> bool:
    """Say whether a tuple has names for its items that a named tuple can have."""
    fields = getattr(type(value), "_fields", None)
    if type(fields) is not tuple or len(fields) != tuple.__len__(value):
        return False
    return _are_names((type(value).__name__, *fields)) and not _clash(fields)


def _are_names(names: tuple[Any, ...]) -> bool:
    return len(names) <= _MOST_FIELDS + 1 and all(
        type(name) is str
        and len(name) <= _LONGEST_NAME
        and name.isidentifier()
        and not keyword.iskeyword(name)
        and unicodedata.normalize("NFKC", name) == name
        for name in names
    )


def _clash(fields: tuple[str, ...]) -> bool:
    return len(set(fields)) < len(fields) or any(name.startswith("_") for name in fields)


def _take_record(value: tuple) -> list[Any]:
    kind = type(value)
    return [kind.__name__, list(kind._fields), [*tuple.__iter__(value)]]  # type: ignore[attr-defined]


def _build_record(parts: Any) -> tuple:
    match parts:
        case [str(name), list(fields), list(items)] if len(fields) == len(items):
            return _record(name, tuple(fields))._make(items)
    raise ValueError("not a named tuple")


@functools.lru_cache(maxsize=64)
def _record(name: str, fields: tuple[Any, ...]) -> Any:
    """Return a class of named tuples: of names that are nothing but names, for it compiles them."""
    if not _are_names((name, *fields)) or _clash(fields):
        raise ValueError("names that no fields can have")
    return collections.namedtuple(name, fields, module="__main__")


def _put_items(part: Any, content: Any) -> None:
    part.clear()
    part.update(content)


def _put_deque(part: collections.deque, content: collections.deque) -> None:
    if part.maxlen != content.maxlen:
        raise ValueError("a deque can't change its greatest length in place")
    part.clear()
    part.extend(content)


def _put_bytes(part: Any, content: Any) -> None:
    part[:] = content


# ---------------------------------------------------------------- bytes, paths, names


def _take_memory(value: memoryview) -> list[Any]:
    return [value.format, list(value.shape), value.readonly, value.tobytes()]


def _build_memory(parts: Any) -> memoryview:
    match parts:
        case [str(form), list(shape), bool(fixed), bytes(raw)] if form in _FORMATS:
            lengths = whole_numbers(shape, 0, len(raw))
            view = memoryview(raw if fixed else bytearray(raw)).cast(form)
            if len(lengths) != 1 and math.prod(lengths) and len(lengths) <= 8:
                view = view.cast("B").cast(form, lengths)
            if tuple(view.shape or ()) == lengths:
                return view
    raise ValueError("not a view of memory")


def _take_array(value: array.array) -> list[Any]:
    text = value.typecode not in _TYPECODES
    return [value.typecode, value.tounicode() if text else value.tobytes()]


def _build_array(parts: Any) -> array.array:
    match parts:
        case ["u", str(text)]:
            return array.array("u", text)
        case [str(typecode), bytes(raw)] if typecode in _TYPECODES:
            return array.array(typecode, raw)
    raise ValueError("not an array")


def _build_bytearray(raw: Any) -> bytearray:
    if type(raw) is not bytes:  # a number would be a length
        raise ValueError("not bytes")
    return bytearray(raw)


def _build_uuid(raw: Any) -> uuid.UUID:
    if type(raw) is not bytes:
        raise ValueError("not a UUID")
    return uuid.UUID(bytes=raw)


def _path(kind: type[pathlib.PurePath]) -> Kind:
    def build(text: Any) -> pathlib.PurePath:
        if type(text) is not str or len(text) > _LONGEST_PATH:
            raise ValueError("not a path")
        return kind(text)

    return Kind(kind, str, build)


def _take_member(value: enum.Enum) -> list[Any]:
    kind = type(value)
    return [f"{kind.__module__}.{kind.__qualname__}", value.value]


def _build_member(parts: Any) -> enum.Enum:
    match parts:
        case [str(name), (int() | str() | None) as content] if name in _ENUMERATIONS:
            return _ENUMERATIONS[name](content)
    raise ValueError("of no enumeration that is known here")


KINDS = {
    "python.Decimal": Kind(decimal.Decimal, str, _build_decimal),
    "python.Fraction": Kind(
        fractions.Fraction, lambda x: [x.numerator, x.denominator], _build_fraction
    ),
    "python.date": Kind(
        datetime.date,
        lambda x: [x.year, x.month, x.day],
        lambda parts: datetime.date(*whole_numbers(parts, 1, 9999)),
    ),
    "python.time": Kind(datetime.time, _take_time, _build_time),
    "python.datetime": Kind(datetime.datetime, _take_moment, _build_moment),
    "python.timedelta": Kind(
        datetime.timedelta, lambda x: [x.days, x.seconds, x.microseconds], _build_span
    ),
    "python.timezone": Kind(datetime.timezone, _take_offset, _build_offset),
    "python.ZoneInfo": Kind(zoneinfo.ZoneInfo, lambda x: x.key, _build_zone),
    "python.struct_time": Kind(time.struct_time, _take_clock, _build_clock),
    "python.OrderedDict": Kind(
        collections.OrderedDict,
        dict,
        lambda parts: collections.OrderedDict(_mapping(parts)),
        put=_put_items,
    ),
    "python.Counter": Kind(
        collections.Counter,
        dict,
        lambda parts: collections.Counter(_mapping(parts)),
        put=_put_items,
    ),
    "python.defaultdict": Kind(
        collections.defaultdict,
        lambda x: [_factory_of(x), dict(x)],
        _build_defaultdict,
        put=_put_items,
    ),
    "python.deque": Kind(
        collections.deque,
        lambda x: [list(x), x.maxlen],
        _build_deque,
        lambda parts: 8,
        _put_deque,
    ),
    "python.range": Kind(range, lambda x: [x.start, x.stop, x.step], _build_range),
    "python.slice": Kind(slice, lambda x: [x.start, x.stop, x.step], _build_slice),
    "python.dict_keys": Kind(type({}.keys()), dict.fromkeys, _build_keys),
    "python.dict_values": Kind(type({}.values()), list, _build_values),
    "python.dict_items": Kind(type({}.items()), dict, _build_items),
    "python.namedtuple": Kind(None, _take_record, _build_record),
    "python.bytearray": Kind(bytearray, bytes, _build_bytearray, put=_put_bytes),
    "python.memoryview": Kind(memoryview, _take_memory, _build_memory),
    "python.array": Kind(array.array, _take_array, _build_array, put=_put_bytes),
    "python.UUID": Kind(uuid.UUID, lambda x: x.bytes, _build_uuid),
    "python.PosixPath": _path(pathlib.PosixPath),
    "python.PurePosixPath": _path(pathlib.PurePosixPath),
    "python.PureWindowsPath": _path(pathlib.PureWindowsPath),
    "python.enumeration": Kind(None, _take_member, _build_member),
}
_NAMES = by_type(KINDS) | dict.fromkeys(_ENUMERATIONS.values(), "python.enumeration")
