"""Containers inside the student's objects: the test's copy and the student's own, kept in step."""

from __future__ import annotations

import collections

import numpy as np
import pytest

from autograder.exam.instep import InStep, settle


def no_objects(_):
    return None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([1, [2], {"a": [3]}], [1, [2, 5], {"a": [4], "b": []}]),
        ([1, 2, 3], []),
        ({"a": {"b": 1}}, {"c": 2, "a": {"b": 2}}),
        ({1, 2}, {3}),
        (collections.deque([1], maxlen=2), [2, 3]),
        (collections.Counter("aab"), {"a": 1}),
    ],
    ids=repr,
)
def test_a_container_takes_over_the_content_of_another_and_stays_itself(old, new):
    inner = old[1] if isinstance(old, list) and len(old) > 1 else None
    settle(old, new)
    assert list(old) == list(new)
    assert not isinstance(old, dict) or dict(old) == new
    assert not isinstance(inner, list) or (old[1] is inner and inner == [2, 5])


def test_an_array_keeps_its_shape():
    old = np.zeros(3)
    settle(old, np.ones(3))
    assert old.tolist() == [1, 1, 1]
    for other in (np.ones(4), np.ones(3, int), [1, 1, 1]):
        with pytest.raises(ValueError, match="in place"):
            settle(old, other)


def test_what_nobody_holds_is_let_go_and_what_somebody_holds_a_part_of_is_not():
    kept = InStep(no_objects)
    held = kept.keep(1, [1])
    row = kept.keep(2, [[1], [2]])[0]
    view = kept.keep(3, np.zeros((2, 2)))[0]
    kept.keep(4, [1])
    kept.keep(5, {"a": [1]})
    assert kept.before(repr) == {"watch": [1, 2, 3], "drop": [4, 5]}
    del held, row, view
    assert kept.before(repr) == {"watch": [], "drop": [1, 2, 3]}
    assert kept.before(repr) == {}


def test_what_the_test_changed_goes_along_though_it_holds_it_no_more():
    kept = InStep(no_objects)
    kept.keep(1, [1]).append(2)
    assert kept.before(repr) == {"watch": [1], "given": {1: "[1, 2]"}}


def test_the_same_number_is_the_same_container():
    kept = InStep(no_objects)
    first = kept.keep(1, [1])
    assert kept.keep(1, [1]) is first
    kept.after(1, [1, 2])
    assert first == [1, 2]
    for number, value in ((2, [1]), (1, {1: 1})):
        with pytest.raises(ValueError, match="asked for"):
            kept.after(number, value)


def test_a_container_that_is_too_long_must_not_be_changed():
    kept = InStep(no_objects)
    long = list(range(10))
    kept.keep_unchanged(long)
    assert kept.before(repr) == {}
    long[3] = 7
    with pytest.raises(ValueError, match="of 10 items was changed"):
        kept.before(repr)
