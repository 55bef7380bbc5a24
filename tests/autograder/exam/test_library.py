"""Values of libraries arrive as what they are, and whatever claims to be one is built anew or refused.

What pandas, sympy and networkx have is in ``tests/bench/library_values.py``: they are not installed here.
"""

from __future__ import annotations

import array
import collections
import copy
import datetime
import decimal
import enum
import fractions
import http
import pathlib
import re
import subprocess
import sys
import time
import types
import uuid
import zoneinfo

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

from autograder.exam import library, packing, wire
from autograder.exam.library import arrays, standard
from autograder.exam.library import sparse as sparse_kinds
from autograder.exam.library.kind import for_test_that_reads

LIBRARY = 8
Point = collections.namedtuple("Point", "x y")


def there_and_back(value: object) -> object:
    return wire.unpack(wire.pack(value))


def sent(name: object, parts: object) -> bytes:
    """Return what a hostile kernel sends: a kind's name, and parts of its choice."""
    return msgpack.packb(
        msgpack.ExtType(LIBRARY, msgpack.packb([name, msgpack.ExtType(1, b"\x90")]))
        if parts is None
        else msgpack.ExtType(
            LIBRARY, msgpack.packb([packing._reduce(name, 0), packing._reduce(parts, 0)])
        )
    )


def refused(data: bytes, match: str | None = None) -> None:
    with pytest.raises(wire.WireError, match=match):
        wire.unpack(data)


def stays(value: object) -> None:
    with pytest.raises(wire.NotPlain):
        wire.pack(value)


def same(value: object, other: object) -> None:
    """Assert that two values are of one type and the same to whoever looks."""
    assert type(value) is type(other)
    if isinstance(value, np.ma.MaskedArray):
        assert np.array_equal(np.ma.getmaskarray(value), np.ma.getmaskarray(other))
        assert repr(value) == repr(other)
    elif isinstance(value, np.ndarray):
        assert value.dtype == other.dtype
        assert value.shape == other.shape
        assert repr(value.tolist()) == repr(other.tolist())
    elif isinstance(value, type({}.keys()) | type({}.values()) | type({}.items())):
        assert list(value) == list(other)
    elif isinstance(value, memoryview):
        assert (value.format, value.shape) == (other.format, other.shape)
        assert value.tobytes() == other.tobytes()
    else:
        assert value == other
        assert repr(value) == repr(other)


# What crosses, of Python's own

zones = st.timezone_keys(allow_prefix=False).map(zoneinfo.ZoneInfo)
moments = st.datetimes(timezones=st.none() | zones | st.just(datetime.UTC))
plain_keys = st.text(max_size=3) | st.integers()
VALUES = {
    "decimals": st.decimals(allow_nan=False).filter(
        lambda d: d.is_infinite() or d.adjusted() < 9999
    ),
    "fractions": st.fractions(),
    "dates": st.dates(),
    "times": st.times(timezones=st.none() | st.just(datetime.UTC)),
    "moments": moments,
    "spans": st.timedeltas(),
    "UUIDs": st.uuids(),
    "counters": st.dictionaries(plain_keys, st.integers()).map(collections.Counter),
    "ordered": st.dictionaries(plain_keys, st.integers()).map(collections.OrderedDict),
    "defaults": st.dictionaries(plain_keys, st.lists(st.integers())).map(
        lambda d: collections.defaultdict(list, d)
    ),
    "deques": st.lists(st.integers()).map(collections.deque),
    "bounded deques": st.lists(st.integers(), max_size=5).map(lambda x: collections.deque(x, 5)),
    "ranges": st.builds(
        lambda start, n, step: range(start, start + n, step),
        st.integers(-(2**61), 2**61),
        st.integers(0, 9999),
        st.integers(1, 9),
    ),
    "keys": st.dictionaries(plain_keys, st.integers()).map(dict.keys),
    "values": st.dictionaries(plain_keys, st.integers()).map(dict.values),
    "items": st.dictionaries(plain_keys, st.integers()).map(dict.items),
    "bytearrays": st.binary().map(bytearray),
    "views of memory": st.binary(min_size=1).map(memoryview),
    "arrays": st.lists(st.floats(allow_nan=False)).map(lambda x: array.array("d", x)),
    "offsets": st.timedeltas(datetime.timedelta(hours=-23), datetime.timedelta(hours=23)).map(
        datetime.timezone
    ),
}


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=20)
@given(data=st.data())
def test_values_of_python_s_library_arrive_as_what_they_are(kind, data):
    value = data.draw(VALUES[kind])
    same(there_and_back(value), value)


@pytest.mark.parametrize(
    "value",
    [
        decimal.Decimal("1.10"),
        decimal.Decimal("-0"),
        decimal.Decimal("Infinity"),
        fractions.Fraction(-1, 3),
        datetime.timezone(datetime.timedelta(hours=1), "home"),
        datetime.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Paris")),
        time.gmtime(0),
        slice(1, None, 2),
        pathlib.Path("a/b.txt"),
        pathlib.PurePosixPath("/etc"),
        pathlib.PureWindowsPath("C:\\x"),
        http.HTTPStatus.NOT_FOUND,
        http.HTTPMethod.GET,
        re.IGNORECASE | re.MULTILINE,
        uuid.SafeUUID.unknown,
        array.array("u", "héllo"),
        memoryview(b"abcdefgh").cast("i"),
        memoryview(bytearray(12)).cast("B").cast("h", (2, 3)),
        collections.OrderedDict(b=1, a=collections.OrderedDict(c=2)),
        [{"when": datetime.date(2020, 1, 1), decimal.Decimal(1): {fractions.Fraction(1, 2)}}],
        (collections.Counter("aab"), collections.deque([collections.deque([1])])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_these_arrive_as_what_they_are_as_well(value):
    same(there_and_back(value), value)


def test_a_named_tuple_arrives_with_its_names_and_equals_tuples():
    back = there_and_back([Point(1, (2, Point(3, 4)))])[0]
    assert back == (1, (2, (3, 4)))
    assert (back.x, back.y[1].y) == (1, 4)
    assert back._asdict() == {"x": 1, "y": (2, (3, 4))}
    assert back._replace(x=5) == (5, (2, (3, 4)))
    assert type(there_and_back(Point(1, 2))) is type(there_and_back(Point(3, 4)))
    assert repr(there_and_back(Point(1, 2))) == "Point(x=1, y=2)"


def test_memory_that_could_be_written_can_be():
    for raw in (b"ab", bytearray(b"ab")):
        assert there_and_back(memoryview(raw)).readonly is isinstance(raw, bytes)


def test_a_default_dictionary_goes_on_making_defaults():
    back = there_and_back(collections.defaultdict(collections.Counter, a=collections.Counter("x")))
    assert back["new"]["y"] == 0
    assert there_and_back(collections.defaultdict(None, a=1)) == {"a": 1}


# What crosses, of numpy's and scipy's

leaves = (
    hnp.unicode_string_dtypes(endianness="="),
    hnp.byte_string_dtypes(endianness="="),
    hnp.datetime64_dtypes(endianness="="),
    hnp.timedelta64_dtypes(endianness="="),
)
records = hnp.array_dtypes(
    st.one_of(*leaves, hnp.integer_dtypes(), hnp.floating_dtypes()), max_size=3
)
texts = st.characters(exclude_categories=["Cs"], min_codepoint=1)  # numpy drops zeros at the end


def contents(dtype: np.dtype) -> st.SearchStrategy | None:
    if dtype.kind != "U":
        return None
    # numpy takes zeros at a text's end for its padding
    return st.text(texts, max_size=dtype.itemsize // 4).map(lambda text: text.rstrip("\0"))


def without_titles(dtype: np.dtype) -> bool:
    return all(len(f) == 2 and without_titles(f[0].base) for f in (dtype.fields or {}).values())


@settings(max_examples=60)
@given(st.data())
def test_arrays_of_texts_dates_and_records_arrive_as_they_were(data):
    dtype = data.draw(st.one_of(*leaves, records.filter(without_titles)))
    shape = data.draw(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
    value = data.draw(hnp.arrays(dtype, shape, elements=contents(dtype)))
    back = there_and_back(value)
    assert back.dtype == value.dtype.newbyteorder("=")
    assert back.shape == value.shape
    assert back.tobytes() == value.astype(value.dtype.newbyteorder("=")).tobytes()


@pytest.mark.parametrize(
    "value",
    [
        np.array(["a", "bcd", ""]),
        np.array([b"a", b"\xff"]),
        np.array([[1, "x", None], [(1, 2), [3], {"a": 1}]], dtype=object),
        np.array([decimal.Decimal(1), [1]], dtype=object),
        np.array([], dtype=object),
        np.datetime64("2020-01-01"),
        np.datetime64("NaT"),
        np.timedelta64(3, "h"),
        np.array([(1, "a", [1.5, 2])], dtype=[("n", "i4"), ("s", "U3"), ("v", "f8", 2)]),
        np.array([(1, (2, b"x"))], dtype=[("a", "i1"), ("b", [("c", "<i8"), ("d", "S2")])]),
        np.zeros(3, dtype=np.dtype([("a", "i1"), ("b", "i8")], align=True)),
        np.zeros(2, dtype=[("a", "i4")])[0],
        np.zeros(2, dtype=[("a", "i4")]).view(np.recarray),
        np.matrix([[1, 2], [3, 4]]),
        np.ma.masked_array([1, 2, 3], [False, True, False]),
        np.ma.masked_array([1.5, 2], fill_value=-1),
        np.dtype("<f8"),
        np.dtype([("a", "M8[D]"), ("b", "U3", (2, 2))]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_values_of_numpy_arrive_as_what_they_are(value):
    back = there_and_back(value)
    if isinstance(value, np.void | np.dtype) or (value.dtype.kind in "mM" and np.isnat(value)):
        assert repr(back) == repr(value)
        return
    same(back, value)


FORMATS = [
    getattr(sparse, f"{form}_{kind}")
    for form in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
    for kind in ("matrix", "array")
]


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(
    dense=hnp.arrays(
        st.sampled_from([np.dtype(int), np.dtype(float), np.dtype(complex)]),
        hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=5),
        elements=st.integers(0, 2),
    )
)
def test_sparse_matrices_arrive_in_their_format_with_their_type_and_shape(kind, dense):
    value = kind(dense)
    back = there_and_back(value)
    assert type(back) is kind
    assert back.dtype == value.dtype
    assert back.shape == value.shape
    assert back.nnz == value.nnz
    assert (back.toarray() == dense).all()


def test_sparse_arrays_of_one_dimension_and_empty_ones_arrive():
    for value in (sparse.coo_array(np.array([0, 1, 2])), sparse.csr_array(np.array([0, 1, 2]))):
        assert (there_and_back(value).toarray() == value.toarray()).all()
    for kind in FORMATS:
        if kind.format != "bsr":
            assert there_and_back(kind((0, 3))).shape == (0, 3)


# What stays where it is


class Ledger(collections.Counter):
    def __eq__(self, other):
        return True

    __hash__ = None


class Colour(enum.Enum):
    RED = "red"


class Today(datetime.date):
    def __eq__(self, other):
        return True

    __hash__ = datetime.date.__hash__


class Frame(sparse.csr_matrix):
    pass


@pytest.mark.parametrize(
    "value",
    [
        Ledger("a"),
        Colour.RED,
        Today(2020, 1, 1),
        Frame(np.eye(2)),
        type("D", (decimal.Decimal,), {})(1),
        type("Q", (collections.deque,), {})([1]),
        type("Z", (datetime.tzinfo,), {})(),
        datetime.datetime(2020, 1, 1, tzinfo=type("Z", (datetime.tzinfo,), {})()),
        decimal.Decimal("1E+10001"),
        decimal.Decimal("9" * 5000),
        range(2**64),
        range(2**40),
        collections.deque([object()]),
        collections.Counter({"a": print}),
        slice(object()),
        np.array([object()], dtype=object),
        sparse.coo_array(np.zeros((2, 2, 2))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_subclasses_and_what_has_no_plain_parts_stay_with_the_student(value):
    stays(value)


def test_a_value_whose_class_lies_about_its_type_is_not_taken_for_another():
    class Liar:
        __class__ = decimal.Decimal

        def __eq__(self, other):
            return True

    stays(Liar())


def test_a_student_s_module_with_a_library_s_name_is_no_library(monkeypatch):
    fake = types.ModuleType("pandas")
    frame = type("DataFrame", (), {"__module__": "pandas", "equals": lambda self, other: True})
    fake.DataFrame = frame
    monkeypatch.setitem(sys.modules, "pandas", fake)
    monkeypatch.delitem(sys.modules, "autograder.exam.library.tables", raising=False)
    stays(frame())


# What hostile bytes come to


def of_kind(name: str, value: object) -> bool:
    return (value is not None and library.taken(value) is not None) or type(value) is np.ndarray


KINDS = {**standard.KINDS, **arrays.KINDS, **sparse_kinds.KINDS}
atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(texts, max_size=8),
    st.binary(max_size=16),
    st.sampled_from(["|O", "<U2", "|S3", "<M8[D]", "u", "int", "http.HTTPStatus", "Europe/Paris"]),
    hnp.arrays(
        st.sampled_from([np.int32, np.int64, float]), st.integers(0, 4), elements=st.integers(-1, 4)
    ),
)
junk = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=20)
@given(parts=junk)
def test_parts_of_any_content_make_a_value_of_the_kind_or_a_wire_error(name, parts):
    try:
        value = wire.unpack(sent(name, parts))
    except wire.WireError:
        return
    expected = KINDS[name].of
    assert expected is None or type(value) is expected


EXAMPLES = [
    decimal.Decimal("1.5"),
    datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    collections.defaultdict(int, a=1),
    collections.deque([1], 3),
    Point(1, 2),
    memoryview(b"abcd"),
    time.gmtime(0),
    np.array(["ab", "c"]),
    np.zeros(2, dtype=[("a", "i4"), ("b", "U2")]),
    np.ma.masked_array([1, 2], [False, True]),
    np.array([1, "x"], dtype=object),
    *(kind(np.eye(3)) for kind in FORMATS),
]


@pytest.mark.parametrize("value", EXAMPLES, ids=lambda value: type(value).__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_parts_of_which_one_is_another_make_a_value_that_works_or_a_wire_error(value, data):
    name, parts = library.taken(value)
    parts = copy.deepcopy(parts) if type(parts) is list else [parts]
    inner, place = parts, data.draw(st.integers(0, len(parts) - 1))
    while type(inner[place]) is list and inner[place] and data.draw(st.booleans()):
        inner = inner[place]
        place = data.draw(st.integers(0, len(inner) - 1))
    inner[place] = data.draw(junk)
    try:
        back = wire.unpack(sent(name, parts))
    except wire.WireError:
        return
    repr(back)
    if sparse.issparse(back) and np.prod(back.shape) < 10**6:
        back.toarray()  # out of bounds it would write somewhere


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("python.enumeration", ["os.system", 1]),
        ("python.enumeration", ["enum.Enum", 1]),
        ("python.Popen", ["true"]),
        ("subprocess.Popen", ["true"]),
        ("os.system", "true"),
        ("builtins.eval", "1"),
        ("", []),
        (7, []),
        ("python.defaultdict", ["eval", {}]),
        ("python.defaultdict", ["__import__", {}]),
        ("python.namedtuple", ["P", ["x=__import__('os')"], [1]]),
        ("python.namedtuple", ["P", ["a b"], [1]]),
        ("python.namedtuple", ["P", ["class"], [1]]),
        ("python.namedtuple", ["P", ["_x"], [1]]),
        ("python.namedtuple", ["P", ["x", "x"], [1, 2]]),
        ("python.namedtuple", ["P", ["ﬁ"], [1]]),
        ("python.namedtuple", ["P", [1], [1]]),
        ("python.namedtuple", ["P(object):", ["x"], [1]]),
        ("python.namedtuple", ["P", ["x", "y"], [1]]),
        ("python.ZoneInfo", "../../../etc/passwd"),
        ("python.ZoneInfo", "os.path/x"),
        ("python.Decimal", "1E+999999999"),
        ("python.Decimal", "9" * 10**6),
        ("python.Decimal", " 1"),
        ("python.Decimal", 1.5),
        ("python.Fraction", [1, 0]),
        ("python.Fraction", [1.5, 2]),
        ("python.Fraction", ["1", 2]),
        ("python.deque", [[1, 2, 3], 2]),
        ("python.bytearray", 2**40),
        ("python.memoryview", ["B", [2**40], True, b"a"]),
        ("python.memoryview", ["P", [1], True, bytes(8)]),
        ("python.array", ["O", bytes(8)]),
        ("python.range", [0, 2**70, 1]),
        ("python.range", [0, 1, 0]),
        ("python.datetime", [b"\x07\xe4\x01\x01\xff\xff\xff\xff\xff\xff", 0, None]),
        ("python.PosixPath", "a" * 10**5),
        ("numpy.ndarray", ["|O", [2**24], [1]]),
        ("numpy.ndarray", ["<U2", [1], b"\xff\xff\xff\xff\0\0\0\0"]),
        ("numpy.ndarray", ["<U1", [1], b"\x00\xd8\0\0"]),
        ("numpy.ndarray", [[["a"], ["|O"], [0], 8], [1], bytes(8)]),
        ("numpy.ndarray", [[["a"], ["<i4"], [8], 4], [1], bytes(4)]),
        ("numpy.ndarray", ["<U2", [0] + [2**25] * 20, b""]),
        ("numpy.dtype", "os.system"),
        ("numpy.dtype", "O"),
        ("numpy.dtype", "i4,i4"),
        ("numpy.dtype", "(2,)i4"),
        ("numpy.dtype", "{'names':['a'],'formats':['O']}"),
        ("numpy.dtype", [[["a"], ["pandas.Int64"], [0], 8]]),
        ("numpy.dtype", [[[[["<i4", [2]], [2]], [2]], [2]], [2]]),
        ("numpy.dtype", ["<i4", [2**25, 2**25]]),
        ("numpy.datetime64", np.zeros(3)),
        ("torch.Tensor", ["not an array", False]),
        ("jaxlib.Array", [1]),
    ],
    ids=str,
)
def test_names_and_parts_of_no_kind_here_are_refused(name, parts):
    refused(sent(name, parts))


def crs(shape, data, indices, ends, name="scipy.csr_matrix"):
    whole = [np.array(x, dtype=np.int64) for x in (indices, ends)]
    return sent(name, [shape, np.array(data, dtype=float), *whole])


def test_sparse_positions_outside_of_the_matrix_never_reach_scipy():
    assert wire.unpack(crs([2, 3], [1, 2], [0, 2], [0, 1, 2])).toarray()[1, 2] == 2
    for bad in (
        crs([2, 3], [1, 2], [0, 3], [0, 1, 2]),
        crs([2, 3], [1, 2], [0, -1], [0, 1, 2]),
        crs([2, 3], [1, 2], [0, 1], [0, 5, 2]),
        crs([2, 3], [1, 2], [0, 1], [-1, 1, 2]),
        crs([2, 3], [1, 2], [0, 1], [0, 1]),
        crs([2**30, 3], [1, 2], [0, 1], [0, 2]),
        crs([2, 3], [1], [0, 1], [0, 1, 2]),
        sent("scipy.coo_matrix", [[2, 2], np.ones(1), [np.array([2]), np.array([0])]]),
        sent("scipy.coo_matrix", [[2, 2], np.ones(1), [np.array([0]), np.array([0, 1])]]),
        sent("scipy.dia_matrix", [[2, 2], np.ones((1, 2)), np.array([2**40])]),
        sent("scipy.bsr_matrix", [[4, 4], np.ones((1, 0, 2)), np.array([0]), np.array([0, 1])]),
        sent("scipy.lil_matrix", [[2**31 - 1, 1], np.ones(0), [np.zeros(0, int)] * 2]),
    ):
        refused(bad)


def test_counters_whose_keys_collide_are_refused_before_they_take_hours():
    modulus = sys.hash_info.modulus
    many = dict.fromkeys([1 + i * modulus for i in range(5000)], 1)
    refused(wire.pack(collections.Counter(many)), "collide")
    refused(wire.pack(many.keys()), "collide")


def test_few_bytes_can_not_become_gigabytes_of_empty_deques():
    empty = sent("python.deque", [[], None])
    n = wire.MAX_PARTS // 8
    refused(b"\xdd" + n.to_bytes(4, "big") + empty * n, "more than")


def test_what_a_test_receives_in_all_counts_what_is_in_a_library_s_value():
    data = wire.pack(collections.deque([b"x" * 2**20]))
    with wire.allowance(wire.Allowance(bytes_left=2**20 + 2**19)):
        wire.unpack(data)
        with pytest.raises(wire.WireError, match="too much in all"):
            wire.unpack(data)


def test_texts_of_which_numpy_would_make_gigabytes_are_refused_in_any_disguise():
    hidden = [collections.deque(["x" * 2**20]), *[collections.deque([""])] * 1000]
    refused(wire.pack(hidden), "texts of up to")


def test_nesting_in_libraries_values_ends_at_the_same_depth_on_both_sides():
    def nested(levels):
        value = collections.deque()
        for _ in range(levels):
            value = collections.deque([value])
        return value

    deepest = next(n for n in range(40, 0, -1) if not _too_deep(nested(n)))
    assert there_and_back(nested(deepest)) == nested(deepest)
    with_lists = [[[nested(deepest)]]]
    with pytest.raises(wire.NotPlain, match="nested deeper"):
        wire.pack(with_lists)
    raw = msgpack.unpackb(wire.pack(nested(deepest)))
    refused(msgpack.packb([[[[raw]]]]), "nested deeper")


def _too_deep(value):
    try:
        wire.pack(value)
    except wire.NotPlain:
        return True
    return False


def test_masked_values_are_masked_only_for_a_test_that_looks_for_masks():
    data = wire.pack(np.ma.masked_all(3, dtype=int))
    with for_test_that_reads({"np", "testing", "assert_allclose"}):
        assert type(wire.unpack(data)) is np.ndarray
        assert type(there_and_back(np.ma.masked_array([1, 2]))) is np.ma.MaskedArray
    with for_test_that_reads({"np", "ma"}):
        assert wire.unpack(data).mask.all()


# Libraries that are not here, and what is imported when


def test_a_value_of_a_library_that_is_not_installed_is_refused(monkeypatch):
    monkeypatch.setattr(library, "_is_installed", lambda name: False)
    refused(sent("pandas.DataFrame", [[], [], []]))


def test_a_file_in_the_current_folder_is_no_library(elsewhere, monkeypatch):
    (elsewhere / "networkx.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(str(elsewhere))
    library._is_installed.cache_clear()
    try:
        refused(sent("networkx.Graph", [{}, [], [[], []], None, [[], []]]))
    finally:
        library._is_installed.cache_clear()


def test_nothing_heavy_is_imported_until_its_first_value_is_met():
    heavy = ("pandas", "sympy", "networkx", "torch", "jax", "scipy.sparse")
    asked = f"import sys\nfrom autograder.exam import wire\nprint([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class Tensor:
    """Stands in for PyTorch's, which is not installed here."""

    requires_grad = True
    __module__ = "torch"

    def detach(self):
        return self

    cpu = detach

    def numpy(self):
        return np.array([1.0, 2.0])

    def requires_grad_(self):
        return self


@pytest.fixture
def torch(monkeypatch):
    fake = types.ModuleType("torch")
    fake.Tensor = Tensor
    fake.nn = types.SimpleNamespace(Parameter=type("Parameter", (Tensor,), {"__module__": "torch"}))
    fake.from_numpy = lambda array: Tensor()
    monkeypatch.setitem(sys.modules, "torch", fake)
    return fake


def test_a_tensor_is_one_where_the_test_has_the_library_and_else_an_array(torch, monkeypatch):
    data = wire.pack(Tensor())
    assert type(wire.unpack(data)) is Tensor
    monkeypatch.delitem(sys.modules, "torch")
    assert wire.unpack(data).tolist() == [1.0, 2.0]
    assert "torch" not in sys.modules
