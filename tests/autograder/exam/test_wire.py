"""What may cross from the student's process, and that nothing else ever does."""

from __future__ import annotations

import collections
import enum
import math
import pickle
import socket
import struct
import sys
import time
from dataclasses import dataclass

import msgpack
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.exam import library, wire
from autograder.exam.library import arrays as arrays_
from autograder.exam.library import sparse, standard

BUILT_IN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)
TUPLE, SET, FROZENSET, BIGINT, COMPLEX, ARRAY, SCALAR, LIBRARY, SCALARS, ROWS = range(1, 11)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**200), 2**200) | st.floats() | st.complex_numbers()
atoms = st.none() | st.booleans() | numbers | text | st.binary(max_size=20)
keys = atoms | st.tuples(atoms, atoms) | st.frozensets(atoms, max_size=3)
plain = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
        | st.frozensets(keys, max_size=4)
    ),
    max_leaves=12,
)
dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
)
arrays = hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))


def there_and_back(value: object) -> object:
    return wire.unpack(wire.pack(value))


def exactly(value: object) -> object:
    """Return types and contents, in a form in which NaN equals NaN and 1 differs from 1.0."""
    kind = type(value)
    if isinstance(value, np.ndarray | np.generic):
        return kind, value.dtype.str, value.shape, value.tobytes()
    if kind in (list, tuple):
        return kind, *map(exactly, value)
    if kind is dict:
        return kind, *((exactly(k), exactly(v)) for k, v in value.items())
    if kind in (set, frozenset):
        return kind, sorted(map(repr, map(exactly, value)))
    return kind, repr(value)


def only_exact_types(value: object) -> bool:
    """Tell whether nothing but exact built-in types, numpy's, and those that have a kind is in a value."""
    kind = type(value)
    if kind is np.ndarray and value.dtype.kind == "O":
        return all(map(only_exact_types, value.flat))
    if kind is np.ndarray or issubclass(kind, np.generic):
        return value.dtype.kind in "biufcUSmMV"
    if library.taken(value) is not None:
        return True
    if kind is dict:
        return all(only_exact_types(item) for pair in value.items() for item in pair)
    if kind in (list, tuple, set, frozenset):
        return all(map(only_exact_types, value))
    return kind in BUILT_IN


def frame_of(kind: str, shape: object, raw: bytes) -> bytes:
    return msgpack.packb(msgpack.ExtType(ARRAY, msgpack.packb([kind, shape, raw])))


def refused(data: bytes, match: str | None = None) -> None:
    with pytest.raises(wire.WireError, match=match):
        wire.unpack(data)


# What crosses


@given(plain)
def test_plain_values_arrive_as_they_were_sent(value):
    assert exactly(there_and_back(value)) == exactly(value)


@given(arrays)
def test_arrays_of_every_numeric_type_shape_and_byte_order_arrive_with_their_values(array):
    back = there_and_back(array)
    assert exactly(back) == exactly(array.astype(array.dtype.newbyteorder("=")))
    assert back.flags.writeable


@given(arrays.filter(lambda a: a.size > 0))
def test_numpy_scalars_arrive_as_scalars_of_their_type(array):
    scalar = array.astype(array.dtype.newbyteorder("=")).flat[0]
    assert exactly(there_and_back(scalar)) == exactly(scalar)


@pytest.mark.parametrize(
    "item",
    [
        *(np.dtype(code).type(1) for code in "?bhilBHILefdFD"),
        *(7, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 0.5, True, None, "a", b"a", 1j),
        *((), (1,), (1, np.int64(2), "c"), (1, (2, 3.0)), ((1, 2), (3, 4))),
        *([1, 2], {"a": 1}, {1}, frozenset({1}), np.arange(3)),
    ],
    ids=lambda item: f"{type(item).__name__}-{item}".replace(" ", ""),
)
@pytest.mark.parametrize("others", [(), (1,), (np.float32(2),), ((1, 2),), (2**70, 1.0)], ids=str)
def test_lists_of_items_much_alike_arrive_item_by_item(item, others):
    for value in ([item] * 20 + [*others], [*others, *[item] * 7], ([item] * 9, (item,) * 9)):
        assert exactly(there_and_back(value)) == exactly(value)


def test_rows_of_unlike_lengths_and_of_unlike_columns_arrive_as_they_are():
    rows = [(i, float(i), str(i), np.int32(i), (i, i)) for i in range(30)]
    for value in (rows, [*rows, (1, 2)], [*rows, ()], [rows, rows] * 5):
        assert exactly(there_and_back(value)) == exactly(value)


def test_an_item_of_a_long_list_that_is_not_plain_says_so():
    with pytest.raises(wire.NotPlain):
        wire.pack([1.0] * 50 + [object()])
    with pytest.raises(wire.NotPlain):
        wire.pack([(1, object())] * 50)


@pytest.mark.parametrize(
    "view",
    [
        np.arange(12).reshape(3, 4).T,
        np.arange(12)[::-2],
        np.asfortranarray(np.eye(3)),
        np.broadcast_to(1.5, (2, 3)),
        np.array(7),
        np.empty((0, 5)),
    ],
    ids=["transposed", "reversed", "column-major", "broadcast", "0-d", "empty"],
)
def test_an_array_that_is_not_contiguous_crosses_by_value(view):
    back = there_and_back(view)
    assert type(back) is np.ndarray
    assert back.shape == view.shape
    assert np.array_equal(back, view)


@pytest.mark.parametrize("kind", ["PCG64", "MT19937", "Philox", "SFC64"])
def test_the_state_of_every_random_generator_crosses(kind):
    generator = np.random.Generator(getattr(np.random, kind)(7))
    other = np.random.Generator(getattr(np.random, kind)(8))
    other.bit_generator.state = there_and_back(generator.bit_generator.state)
    assert other.integers(2**60) == generator.integers(2**60)


def test_arrays_inside_dicts_inside_lists_cross():
    value = [{"Q": np.zeros((2, 3)), ("state", 1): (np.float32(0.5), [np.int8(1)])}]
    assert exactly(there_and_back(value)) == exactly(value)


@pytest.mark.parametrize("value", [2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
def test_integers_at_the_edge_of_64_bits_cross_exactly(value):
    assert there_and_back(value) == value


class Number(int):
    def __int__(self):
        return 99

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Word(str):
    def __str__(self):
        return "something else"


class Colour(str, enum.Enum):  # noqa: UP042 - the older idiom is what students write
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Everything(dict):
    def __contains__(self, key):
        return True


@pytest.mark.parametrize(
    ("value", "arrives_as"),
    [
        (Number(3), 3),
        (Word("left"), "left"),
        (Colour.RED, "red"),
        (Level.HIGH, 3),
        (np.str_("up"), "up"),
        (collections.defaultdict(lambda: 1, a=2), {"a": 2}),
        (np.array([1.0, 2.0]).view(type("Sub", (np.ndarray,), {})), np.array([1.0, 2.0])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_is_reduced_to_the_plain_value_it_holds(value, arrives_as):
    assert exactly(there_and_back(value)) == exactly(arrives_as)


def test_a_container_with_methods_of_its_own_stays_home_as_an_object():
    for value in (Everything(a=1), type("Bag", (set,), {})({1}), type("Row", (list,), {})([1])):
        with pytest.raises(wire.NotPlain, match=type(value).__name__):
            wire.pack(value)


def test_a_tensor_is_reduced_to_its_numbers():
    class Tensor:
        def numpy(self):
            return np.array([1.0, 2.0], dtype=np.float32)

    assert exactly(there_and_back(Tensor())) == exactly(Tensor().numpy())


# What stays where it is


@dataclass
class Thing:
    x: int = 1


def itself() -> list:
    endless: list = []
    endless.append(endless)
    return endless


@pytest.mark.parametrize(
    "value",
    [
        object(),
        Thing(),
        print,
        Thing,
        itself(),
        [Thing()],
        {"a": print},
        np.array([object()]),
        np.zeros(2, dtype=[("a", object)]),
        2 ** (8 * wire.MAX_INT_BYTES + 1),
        "\ud800",
        b"x" * (wire.MAX_BYTES + 1),
        (x for x in ()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_says_so_and_does_not_cross(value):
    with pytest.raises(wire.NotPlain):
        wire.pack(value)


def nest(kind: type, levels: int) -> object:
    value: object = kind()
    for _ in range(levels):
        value = {"in": value} if kind is dict else kind([value])
    return value


@pytest.mark.parametrize("kind", [list, tuple, dict, frozenset])
def test_nesting_ends_at_the_same_depth_on_both_sides(kind):
    deepest = nest(kind, wire.MAX_DEPTH)
    assert there_and_back(deepest) == deepest
    with pytest.raises(wire.NotPlain, match="nested deeper"):
        wire.pack(nest(kind, wire.MAX_DEPTH + 1))


def test_nesting_by_turns_of_lists_and_tuples_is_counted_as_one():
    inner = msgpack.packb([])
    for _ in range(wire.MAX_DEPTH):
        inner = msgpack.packb([[msgpack.ExtType(TUPLE, inner)]])
    refused(inner, "nested deeper")


# What hostile bytes come to


def must_be_plain_or_refused(data: bytes) -> None:
    try:
        value = wire.unpack(data)
    except wire.WireError:
        return
    assert only_exact_types(value)


@settings(max_examples=300)
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xc1")
@example(b"\x91" * 5000)
@example(b"\xdd\xff\xff\xff\xff")
@example(b"\xd6\xff\x00\x00\x00\x01")  # msgpack's own timestamp
@example(b"\x81\x90\x01")  # a list as a key
def test_bytes_are_a_plain_value_or_a_wire_error_and_nothing_else(data):
    must_be_plain_or_refused(data)


@settings(max_examples=300)
@given(plain | arrays, st.data())
def test_a_damaged_value_is_a_plain_value_or_a_wire_error_and_nothing_else(value, data):
    frame = bytearray(wire.pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(frame) - 1)) if frame else 0
        match data.draw(st.sampled_from(["change", "insert", "cut"])):
            case "change" if frame:
                frame[where] = data.draw(st.integers(0, 255))
            case "insert":
                frame[where:where] = data.draw(st.binary(min_size=1, max_size=5))
            case _:
                del frame[where:]
    must_be_plain_or_refused(bytes(frame))


kinds = st.sampled_from(sorted({**standard.KINDS, **arrays_.KINDS, **sparse.KINDS}))
anything = st.recursive(
    atoms.filter(lambda a: type(a) is not complex and not (type(a) is int and abs(a) >= 2**63)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.builds(
            lambda code, inside: msgpack.ExtType(code, msgpack.packb(inside)),
            st.integers(0, 10),
            inner | st.tuples(kinds, inner),
        )
        | st.builds(msgpack.ExtType, st.integers(0, 10), st.binary(max_size=20))
    ),
    max_leaves=10,
)
shapes = st.lists(st.integers(-(2**40), 2**40) | st.none() | st.floats(), max_size=4)
names = st.text(max_size=8) | st.sampled_from([",", "2i4", "i4,i4", "O", "V8", "<M8", "<f8", "S5"])


@settings(max_examples=300)
@given(anything)
def test_well_formed_messages_of_any_content_are_a_plain_value_or_a_wire_error(message):
    must_be_plain_or_refused(msgpack.packb(message))


@settings(max_examples=300)
@given(names.filter(lambda n: n.isprintable()), shapes, st.binary(max_size=64))
def test_arrays_that_lie_about_themselves_are_a_plain_value_or_a_wire_error(name, shape, raw):
    must_be_plain_or_refused(frame_of(name, shape, raw))


@pytest.mark.parametrize(
    "name",
    [
        "O",
        "|O8",
        "V8",
        "|V8",
        "<M8",
        "<m8",
        "<U2",
        "S8",
        "i4,i4",
        "2i4",
        ",",
        "",
        "a8",
        "<f8 ",
        "f",
    ],
)
def test_only_the_plain_names_of_numeric_types_make_an_array(name):
    refused(frame_of(name, [1], bytes(8)), "array")


@pytest.mark.parametrize(
    "shape",
    [[2], [0], [-1], [-1, -1], [True], [1.0], ["1"], [None], [2**60, 0], [1] * 33, [[1]], "1", {}],
    ids=str,
)
def test_a_shape_that_does_not_fit_the_data_is_refused(shape):
    refused(frame_of("<f8", shape, bytes(8)), "array")


def test_an_empty_array_can_not_claim_an_enormous_shape():
    refused(frame_of("<f8", [0] + [2**25] * 20, b""))


@pytest.mark.parametrize(
    "data",
    [
        msgpack.packb(msgpack.ExtType(SET, msgpack.packb([[]]))),
        msgpack.packb(msgpack.ExtType(TUPLE, msgpack.packb(1))),
        msgpack.packb(msgpack.ExtType(FROZENSET, b"")),
        msgpack.packb(msgpack.ExtType(COMPLEX, b"short")),
        msgpack.packb(msgpack.ExtType(BIGINT, bytes(wire.MAX_INT_BYTES + 1))),
        msgpack.packb(msgpack.ExtType(SCALAR, msgpack.packb(["<f8", bytes(4)]))),
        msgpack.packb(msgpack.ExtType(SCALAR, b"<f8," + bytes(16))),
        msgpack.packb(msgpack.ExtType(SCALARS, b"<f8," + bytes(12))),
        msgpack.packb(msgpack.ExtType(SCALARS, b"|O," + bytes(16))),
        msgpack.packb(msgpack.ExtType(SCALARS, bytes(16))),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb([2, [1, 2, 3]]))),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb([0, []]))),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb([-1, [1]]))),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb([True, [[1]]])[:-1])),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb([1.0, [1]]))),
        msgpack.packb(msgpack.ExtType(ROWS, msgpack.packb(3))),
        msgpack.packb(msgpack.ExtType(SCALAR, msgpack.packb(["<f8", [], bytes(8)]))),
        msgpack.packb(msgpack.ExtType(ARRAY, msgpack.packb(["<f8", bytes(8)]))),
        msgpack.packb(msgpack.ExtType(99, b"")),
        msgpack.packb({"a": 1}) + b"more",
        b"\xa2\xed\xa0",  # half of a surrogate pair
        b"\xa3\xed\xa0\x80",  # a lone surrogate
        b"\x81\x90\x01",  # a list as a key
        b"\x81\x80\x01",  # a dict as a key
        b"\xdd\xff\xff\xff\xff",  # a list of four thousand million
        b"\xc6\xff\xff\xff\xff",
        b"\x91" * 2000,
        bytes(wire.MAX_BYTES + 1),
    ],
    ids=lambda data: data[:8].hex(),
)
def test_malformed_bytes_are_a_wire_error(data):
    refused(data)


def test_few_bytes_can_not_become_gigabytes_of_empty_lists():
    n = wire.MAX_PARTS // 2
    refused(b"\xdd" + struct.pack(">I", n) + b"\x90" * n, "more than")


def test_few_bytes_can_not_become_gigabytes_of_numbers():
    with pytest.raises(wire.WireError, match="parts"):
        wire.unpack(msgpack.packb(msgpack.ExtType(SCALARS, b"|i1," + bytes(2**24))))
    rows = msgpack.packb([1, [None] * 2**21])
    with pytest.raises(wire.WireError):
        wire.unpack(msgpack.packb(msgpack.ExtType(ROWS, rows)))


def test_few_bytes_can_not_become_gigabytes_of_short_strings():
    n = wire.MAX_PARTS // 8
    inner = b"\xdc" + struct.pack(">H", 16) + b"\xa2ab" * 16
    refused(b"\xdd" + struct.pack(">I", n) + inner * n, "more than")


def test_texts_of_which_numpy_would_make_gigabytes_are_refused():
    refused(wire.pack(["x" * 2**20, *[""] * 1000]), "1,001 texts of up to 1,048,576 characters")
    refused(wire.pack([["x" * 2**20], *[[b""]] * 1000]), "1,001 texts")
    honest = ["x" * 2**20, *["short"] * 100]
    assert wire.unpack(wire.pack(honest)) == honest


@pytest.mark.parametrize(
    "value",
    ["\N{GRINNING FACE}" * 2**20, b"x" * 2**22, np.zeros(2**19), ["x" * 2**21, "y" * 2**21]],
    ids=["text", "bytes", "array", "list"],
)
def test_what_one_test_receives_is_bounded_in_all(value):
    data = wire.pack(value)  # 4 MB in memory
    with wire.allowance(wire.Allowance(bytes_left=2**23 + 2**10)):
        for _ in range(2):
            wire.unpack(data)
        with pytest.raises(wire.WireError, match="too much in all during one test"):
            wire.unpack(data)
    wire.unpack(data)  # the next test begins anew


def test_parts_are_bounded_in_all_as_well():
    data = wire.pack([[]] * 1000)
    with wire.allowance(wire.Allowance(parts_left=2500)):
        wire.unpack(data)
        with pytest.raises(wire.WireError, match="too much in all"):
            wire.unpack(data)


@pytest.mark.parametrize("kind", [set, dict.fromkeys])
def test_keys_that_collide_are_refused_before_they_take_hours(kind):
    modulus = sys.hash_info.modulus
    many = [1 + i * modulus for i in range(5000)]
    assert len({hash(key) for key in many}) == 1
    refused(wire.pack(kind(many)), "collide")
    few = kind(many[:500])
    assert wire.unpack(wire.pack(few)) == few
    refused(wire.pack(kind([*many, *range(2, 20_000)])), "collide")
    refused(wire.pack([kind(many[:900]) for _ in range(50)]), "collide")


def test_large_dicts_and_sets_are_no_trouble():
    for value in (dict.fromkeys(range(200_000), 1), {f"{i}" for i in range(50_000)}):
        assert wire.unpack(wire.pack(value)) == value


def test_pickles_are_not_read(tmp_path):
    trap = tmp_path / "trap"

    class Trap:
        def __reduce__(self):
            return open, (str(trap), "w")

    data = pickle.dumps(Trap())
    refused(data)
    refused(msgpack.packb(msgpack.ExtType(42, data)))
    refused(frame_of("O", [1], data))
    assert not trap.exists()


# Frames on a socket


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_frames_arrive_one_after_the_other(line):
    ours, theirs = line
    for value in ("one", {"two": 2}, "x" * 10**5, b""):
        wire.send(theirs, value)
        assert wire.receive(ours) == value


def test_who_speaks_out_of_turn_is_refused(line):
    ours, theirs = line
    wire.send(theirs, "one")
    wire.send(theirs, "two")
    with pytest.raises(wire.WireError, match="more than one frame"):
        wire.receive(ours)


def test_the_factorial_of_a_thousand_and_two_million_numbers_are_values():
    large = math.factorial(1000)
    assert wire.unpack(wire.pack([large, -large])) == [large, -large]
    assert str(2 ** (8 * wire.MAX_INT_BYTES - 1)), "what crosses can be shown in a message"
    many = list(range(2_000_000))
    assert wire.unpack(wire.pack(many)) == many


def test_a_line_that_is_hung_up_is_an_end(line):
    ours, theirs = line
    theirs.sendall(b"\x00\x00\x00\x09half")
    theirs.close()
    with pytest.raises(EOFError):
        wire.receive(ours)


def test_a_frame_that_claims_gigabytes_is_refused_before_it_is_read(line):
    ours, theirs = line
    theirs.sendall(b"\xff\xff\xff\xff")
    with pytest.raises(wire.WireError, match="too large"):
        wire.receive(ours, time.monotonic() + 30)


@pytest.mark.timeout(30)
def test_a_frame_that_never_ends_is_a_time_out_at_the_deadline(line):
    ours, theirs = line
    theirs.sendall(b"\x00\x00\x10\x00drip")
    with pytest.raises(TimeoutError):
        wire.receive(ours, time.monotonic() + 0.1)


class Dripping:
    """A socket on which a frame of a million bytes arrives, one every hundredth of a second."""

    def __init__(self):
        self.header = list(struct.pack(">I", 10**6))

    def settimeout(self, seconds):
        assert seconds <= 0.2

    def recv(self, count):
        time.sleep(0.01)
        return bytes([self.header.pop(0) if self.header else 0])


@pytest.mark.timeout(30)
def test_dripping_bytes_do_not_move_the_deadline():
    with pytest.raises(TimeoutError):
        wire.receive(Dripping(), time.monotonic() + 0.2)


def test_infinities_and_nan_cross_as_what_they_are():
    values = there_and_back([math.inf, -math.inf, math.nan, -0.0])
    assert values[:2] == [math.inf, -math.inf]
    assert math.isnan(values[2])
    assert math.copysign(1, values[3]) == -1
