"""Arguments that the student's code changes in place are changed for the test as well."""

from __future__ import annotations

import array
import collections
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from autograder.exam import lent, wire


def never(value: object) -> bool:
    return False


@dataclass
class Bandit:
    means: np.ndarray
    rng: np.random.Generator
    pulls: int = 0
    history: list = field(default_factory=list)


def given_back(original: object, changed: object) -> object:
    """Write the state of ``changed`` into ``original``, as a call does."""
    lent.restore(original, wire.unpack(lent.state(changed)))
    return original


# What may change


def test_arrays_lists_dicts_sets_and_generators_may_change():
    parts = [np.zeros(2), [1], {"a": 1}, {1}, np.random.default_rng(), np.random.RandomState()]
    parts += [collections.deque(), collections.OrderedDict(), collections.Counter("a"), bytearray()]
    parts += [collections.defaultdict(lambda: 0), array.array("i"), sparse.csr_matrix((2, 2))]
    assert lent.mutable_parts(tuple(parts), never) == parts


def test_plain_immutable_values_functions_and_classes_may_not():
    values = (1, 1.0, "a", b"a", None, True, 1j, frozenset({1}), np.float64(1), print, Bandit, np)
    assert lent.mutable_parts(values, never) == []


def test_of_an_object_only_its_generators_go_on():
    bandit = Bandit(np.zeros(2), np.random.default_rng())
    assert lent.mutable_parts(((bandit,),), never) == [bandit.rng]


def test_the_same_object_under_two_names_is_one_part():
    Q = np.zeros(3)
    assert len(lent.mutable_parts((Q, Q, (Q,)), never)) == 1


def test_an_object_that_holds_itself_is_no_trap():
    ring = SimpleNamespace()
    ring.ring = ring
    assert lent.mutable_parts((ring,), never) == []


def test_objects_of_the_student_are_passed_over():
    at_home = SimpleNamespace(rng=np.random.default_rng())
    assert lent.mutable_parts((at_home, [1]), lambda value: value is at_home) == [[1]]


# How changes come back


@pytest.mark.parametrize(
    ("original", "changed"),
    [
        (np.zeros(3), np.arange(3.0)),
        (np.zeros((2, 2), dtype=">i4"), np.ones((2, 2), dtype=">i4")),
        ([1, 2], [2, 1, 0]),
        ({"a": 1}, {"b": np.float64(2)}),
        ({1}, {2, 3}),
        (collections.deque([1, 2], 3), collections.deque([2, 3], 3)),
        (collections.OrderedDict(a=1, b=2), collections.OrderedDict(b=2, a=1)),
        (collections.Counter("aab"), collections.Counter("abb")),
        (collections.defaultdict(list, a=[1]), collections.defaultdict(list, b=[2])),
        (collections.defaultdict(lambda: 1, a=1), collections.defaultdict(lambda: 1, b=2)),
        (bytearray(b"ab"), bytearray(b"c")),
        (array.array("i", [1]), array.array("i", [2, 3])),
        (np.array(["a", "b"]), np.array(["c", "d"])),
        (np.matrix([[1]]), np.matrix([[2]])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_containers_take_on_the_new_content_and_stay_the_same_object(original, changed):
    kept = original
    given_back(original, changed)
    assert kept is original
    assert np.array_equal(original, changed)
    assert type(original) is type(changed)


def test_a_view_writes_through_to_its_array():
    Q = np.zeros((2, 3))
    given_back(Q[1], np.ones(3))
    assert Q.tolist() == [[0, 0, 0], [1, 1, 1]]


@pytest.mark.parametrize("kind", ["PCG64", "MT19937", "Philox", "SFC64", "PCG64DXSM"])
def test_a_generator_goes_on_where_the_student_left_it(kind):
    ours, theirs = (np.random.Generator(getattr(np.random, kind)(1)) for _ in range(2))
    theirs.normal(size=5)
    given_back(ours, theirs)
    assert ours.integers(2**60) == theirs.integers(2**60)


def test_the_old_kind_of_generator_goes_on_as_well():
    ours, theirs = np.random.RandomState(1), np.random.RandomState(1)
    theirs.normal(size=5)
    given_back(ours, theirs)
    assert ours.randint(2**30) == theirs.randint(2**30)


def test_what_is_not_plain_has_no_state_and_is_left_alone():
    assert lent.state([object()]) is None
    assert lent.state(np.array([object()])) is None


def test_a_sparse_matrix_takes_on_the_new_content():
    original, changed = sparse.csr_matrix(np.eye(2)), sparse.csr_matrix(np.ones((2, 2)))
    before = lent.snapshot(original)
    given_back(original, changed)
    assert original.toarray().tolist() == [[1, 1], [1, 1]]
    assert lent.snapshot(original) != before


def test_a_dictionary_of_defaults_that_was_read_is_no_changed_one():
    for factory in (int, lambda: 0):
        before = collections.defaultdict(factory, a=1)
        assert lent.only_read(before, {"a": 1, "b": 0})
        for content in ({"a": 2, "b": 0}, {"b": 0}, {"a": 1, "b": 5}, [1], None):
            assert not lent.only_read(before, content)
    assert not lent.only_read({"a": 1}, {"a": 1, "b": 0})
    assert not lent.only_read(collections.defaultdict(None, a=1), {"a": 1, "b": 0})
    assert not lent.only_read(collections.defaultdict(object, a=1), {"a": 1, "b": 0})


# What is refused


def test_a_deque_keeps_its_greatest_length():
    with pytest.raises(ValueError, match="greatest length"):
        lent.restore(collections.deque([1], 3), collections.deque([1], 4))


@pytest.mark.parametrize(
    "content",
    [
        np.zeros(4),
        np.zeros((3, 1)),
        np.float64(0),
        np.zeros(3, dtype=complex),
        np.zeros(3, dtype=np.float32),
        [0, 0, 0],
        None,
        "000",
    ],
    ids=repr,
)
def test_an_array_keeps_its_shape_and_type(content):
    Q = np.ones(3)
    with pytest.raises(ValueError, match="in place"):
        lent.restore(Q, content)
    assert Q.tolist() == [1, 1, 1]


@pytest.mark.parametrize("original", [[1], {"a": 1}, {1}], ids=repr)
@pytest.mark.parametrize("content", [(1,), None, 3, "text", np.zeros(1), frozenset({1})], ids=repr)
def test_a_container_keeps_its_type(original, content):
    before = original.copy()
    with pytest.raises(ValueError, match="can't become another type"):
        lent.restore(original, content)
    assert original == before


def test_a_read_only_array_stays_as_it_is():
    Q = np.ones(3)
    Q.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        lent.restore(Q, np.zeros(3))


@pytest.mark.parametrize("position", [-1, 625, 10**9, 2.0, True, None])
def test_a_generator_is_not_sent_to_read_beyond_its_buffer(position):
    for generator in (np.random.RandomState(1), np.random.Generator(np.random.MT19937(1))):
        state = wire.unpack(lent.state(generator))
        state["state"]["pos"] = position
        with pytest.raises(ValueError, match="position"):
            lent.restore(generator, state)


@pytest.mark.parametrize("position", [-5, 5, 10**6])
def test_nor_is_a_counting_generator(position):
    generator = np.random.Generator(np.random.Philox(1))
    state = wire.unpack(lent.state(generator))
    state["buffer_pos"] = position
    with pytest.raises(ValueError, match="position"):
        lent.restore(generator, state)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
places = st.sampled_from(
    ["state", "inc", "key", "pos", "counter", "buffer", "has_uint32", "uinteger"]
)


@pytest.mark.parametrize("kind", ["PCG64", "MT19937", "Philox", "SFC64"])
@given(place=places, value=junk, whole=junk)
def test_a_forged_generator_state_is_taken_or_refused_and_nothing_else(kind, place, value, whole):
    generator = np.random.Generator(getattr(np.random, kind)(1))
    state = wire.unpack(lent.state(generator))
    (state["state"] if place in state["state"] else state)[place] = value
    for content in (state, whole, {"bit_generator": kind, "state": whole}):
        try:
            lent.restore(generator, content)
        except ValueError:
            continue
    assert 0 <= generator.integers(10) < 10


# A generator goes on, and nowhere else


def test_a_generator_takes_no_state_that_drawing_does_not_lead_to():
    ours, other = np.random.default_rng(1), np.random.default_rng(2)
    before = ours.bit_generator.state
    backwards = np.random.default_rng(1)
    backwards.bit_generator.advance(-1)
    for theirs in (other, backwards, np.random.Generator(np.random.MT19937(1))):
        with pytest.raises(ValueError, match="only draw from it"):
            given_back(ours, theirs)
    assert ours.bit_generator.state == before


@given(st.integers(0, 2**40))
def test_however_many_numbers_were_drawn_the_generator_takes_the_state(draws):
    ours, theirs = np.random.default_rng(1), np.random.default_rng(1)
    theirs.bit_generator.advance(draws)
    given_back(ours, theirs)
    assert ours.random() == theirs.random()
