"""What the last line of a test cell is worth, by its value and by what is printed of it."""

import numpy as np
import pytest

from autograder.exam.points import NoPoints, points_of, points_shown

NUMBERS = [
    (2, 2.0),
    (1.5, 1.5),
    (-2.5, -2.5),
    (1e-3, 0.001),
    (np.float64(1.5), 1.5),
    (np.float32(0.5), 0.5),
    (np.int8(2), 2.0),
    (np.array(1.5), 1.5),
    (np.array([2]), 2.0),
    (np.array([1.5], dtype=np.float32), 1.5),
]
NO_POINTS = [True, False, np.True_, np.False_, float("nan"), float("inf"), np.float64("-inf")]
NO_POINTS += [np.array(True), np.array([False]), np.array(np.nan)]
ONLY_SHOWN = ["3", "fine", None, [1.5], (1, 2), {"points": 3}, 3j, int, slice(2)]


@pytest.mark.parametrize(("value", "points"), NUMBERS, ids=repr)
def test_a_number_is_the_number_it_is(value, points):
    assert points_of(value) == points
    assert points_shown(repr(value)) == points


@pytest.mark.parametrize("value", NO_POINTS, ids=repr)
def test_true_false_and_what_is_not_finite_are_no_points(value):
    for judge in (lambda: points_of(value), lambda: points_shown(repr(value))):
        with pytest.raises(NoPoints, match="no number of points: end it with a number"):
            judge()


@pytest.mark.parametrize("value", [np.array([1.0, 2.0]), np.array([]), np.ones((2, 2), bool)])
def test_several_numbers_are_no_points(value):
    with pytest.raises(NoPoints):
        points_of(value)


@pytest.mark.parametrize("value", ONLY_SHOWN, ids=repr)
def test_what_is_only_shown_names_no_points(value):
    assert points_of(value) is None
    assert points_shown(repr(value)) is None or value is None


def test_a_tensor_of_one_number_is_that_number():
    import tensorflow as tf

    for value, points in (
        (tf.constant(0.5), 0.5),
        (tf.constant([2]), 2.0),
        (tf.Variable(1.5), 1.5),
    ):
        assert points_of(value) == points
        assert points_shown(repr(value)) == points
    with pytest.raises(NoPoints):
        points_of(tf.constant(True))


@pytest.mark.parametrize("text", ["tensor(0.5)", "tensor([0.5], dtype=torch.float64)"])
def test_so_is_one_of_pytorch(text):
    assert points_shown(text) == 0.5


def test_a_long_value_is_told_in_short():
    with pytest.raises(NoPoints) as error:
        points_of(np.arange(1000.0))
    assert len(str(error.value)) < 200
