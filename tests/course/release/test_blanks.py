"""The marks in a source notebook, and what is left when they have done their work."""

from __future__ import annotations

import pytest

from autograder.errors import BadSource
from course.release.blanks import hide_regions, hide_solutions, reveal_solutions

LOOP = """for arm in arms:
    ### BEGIN SOLUTION: pull it
    reward = pull(arm)
    total += reward
    ### END SOLUTION
    print(total)"""


def test_a_block_becomes_one_blank_at_its_own_indentation_and_the_scaffold_stays():
    hidden = hide_solutions(LOOP)
    assert hidden.visible == "for arm in arms:\n    <YOUR CODE: pull it>\n    print(total)"
    assert hidden.secrets == ("    reward = pull(arm)\n    total += reward",)


def test_a_block_without_a_hint_is_a_plain_blank():
    assert hide_solutions("### BEGIN SOLUTION\nx = 1\n### END SOLUTION").visible == "<YOUR CODE>"


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("return np.argmax(Q)", "return", "np.argmax(Q)"),
        ("x = 3", "x =", "3"),
        ("x += alpha * (G - x)", "x +=", "alpha * (G - x)"),
        ("    Q[state, f(a=1)] = r == 1", "    Q[state, f(a=1)] =", "r == 1"),
        ("a = b = c", "a = b =", "c"),
        ("key = lambda x=1: x", "key =", "lambda x=1: x"),
        ("best: int = max(Q, key=len)", "best: int =", "max(Q, key=len)"),
        ("yield a, b", "yield", "a, b"),
        ("mask = x <= y", "mask =", "x <= y"),
        ("text = '= not here'", "text =", "'= not here'"),
    ],
)
def test_an_inline_blank_keeps_the_left_side_and_loses_the_right(line, left, right):
    hidden = hide_solutions(f"{line}  ### BLANK: think")
    assert hidden.visible == f"{left} <YOUR CODE: think>"
    assert hidden.secrets == (right,)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("### BEGIN SOLUTION\nx = 1", "without an END"),
        ("x = 1\n### END SOLUTION", "without a BEGIN"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\nx\n### END SOLUTION", "inside a solution"),
        ("### BEGIN SOLUTION\nx = 1  ### BLANK\n### END SOLUTION", "BLANK inside"),
        ("### BEGIN SOLUTION\n\n### END SOLUTION", "nothing between"),
        ("### BEGIN SOLUTION: a <YOUR CODE>\nx\n### END SOLUTION", "hint"),
        ("print(x)  ### BLANK: print", "needs `return"),
        ("x = f(  ### BLANK: call", "goes on"),
        (")  ### BLANK: the end of a call", "goes on"),
    ],
)
def test_a_slip_of_the_pen_is_an_error_that_says_so(source, complaint):
    with pytest.raises(BadSource, match=complaint):
        hide_solutions(source)


def test_solved_is_the_source_without_its_marks():
    assert reveal_solutions(LOOP).splitlines()[1] == "    reward = pull(arm)"
    assert reveal_solutions("x = 3  ### BLANK: three") == "x = 3"
    assert "###" not in reveal_solutions(LOOP)


@pytest.mark.parametrize("source", ["B\nB\nE", "B\nx", "E\nx"])
def test_hidden_tests_nested_or_unclosed_are_errors(source):
    with pytest.raises(BadSource):
        hide_regions(source, ("B", "E"))
