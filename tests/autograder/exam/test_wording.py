"""Errors of numpy and TensorFlow, as a student reads them."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.exam.wording import readable, shapes_hint


def raised(function) -> str:
    """Return an error as Python tells it."""
    try:
        function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("there is no error")


def test_tensorflow_s_errors_name_no_node_of_its_own():
    import tensorflow as tf

    for wrong in (
        lambda: tf.ones((2, 4)) * tf.ones((2, 3)),
        lambda: tf.gather(tf.ones((2, 2)), [5, 5], batch_dims=1),
        lambda: tf.ones((2, 4)) @ tf.ones((3, 2)),
    ):
        told = raised(wrong)
        assert "function_node" in told
        assert "[Op:" in told
        said = readable(told)
        assert "{{" not in said
        assert "[Op:" not in said
        assert " (in TensorFlow's " in said
    assert "[2,4] vs. [2,3]" in readable(raised(lambda: tf.ones((2, 4)) * tf.ones((2, 3))))


def test_numpy_s_product_says_which_numbers_differ():
    told = raised(lambda: np.ones((5, 3)) @ np.ones((4, 2)))
    assert "gufunc" in told
    assert readable(told) == (
        "ValueError: matmul: the number of columns on the left and of rows on the right differ (3 and 4)"
    )


@pytest.mark.parametrize("other", [(4, 2), (3,)])
def test_errors_about_shapes_come_with_what_to_do(other):
    import tensorflow as tf

    assert "shape" in shapes_hint(raised(lambda: np.ones((5, 2)) + np.ones(other)))
    assert "shape" in shapes_hint(raised(lambda: tf.ones((5, 2)) + tf.ones(other)))


def test_other_errors_are_left_as_they_are():
    for told in ("KeyError: 'apple'", "ZeroDivisionError: division by zero", "a [Op:b] in between"):
        assert readable(told) == told
        assert shapes_hint(told) == ""
