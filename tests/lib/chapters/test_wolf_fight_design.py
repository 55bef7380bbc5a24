"""The promises of lib/chapters/wolf_fight_design.py."""

from collections import namedtuple

import numpy as np
import pytest

from lib.chapters import wolf_fight_design as design
from lib.check import CheckFailed
from lib.worlds.board import Board, generate
from lib.worlds.fight import full_mdp

Kept = namedtuple("Kept", "cell feelings")
LANE = Board.from_text("PW")
STATES = [(0, 1), (0, 1), *[(2, 1)] * 240]


def test_the_states_of_a_board_come_in_the_order_of_their_numbers():
    board = generate(13)
    states, shape = design.states_of(board), full_mdp(board).shape
    assert [np.ravel_multi_index(states[n], shape) for n in (0, 500, -1)] == [0, 500, 7743]


@pytest.mark.parametrize(
    "kept",
    [
        STATES,
        np.array(STATES),
        [list(one) for one in STATES],
        [np.array(one) for one in STATES],
        [(float(a), b == 1) for a, b in STATES],
        [np.int64(a) for a, _ in STATES],
        ["fresh" if a else "tired" for a, _ in STATES],
        [Kept(a, (b, "words")) for a, b in STATES],
    ],
    ids=["tuples", "array", "lists", "arrays", "floats and bools", "numbers", "words", "named"],
)
def test_what_is_kept_alike_is_one_row(kept):
    assert design.rows_of(kept, LANE, 2).tolist() == [0, 0] + [1] * 240


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (None, "of each state: a list of 242 tuples"),
        (STATES[:241], "of each state: a list of 242 tuples"),
        (set(STATES), "of each state: a list of 242 tuples"),
        ([(n,) for n in range(242)], "at most 2 rows"),
        ([0, 1, None, *[0] * 239], "state number 2"),
        ([0, 1, object(), *[0] * 239], "state number 2"),
        ([0, 1, {"energy": 3}, *[0] * 239], "state number 2"),
    ],
)
def test_what_is_kept_has_a_form(kept, says):
    with pytest.raises(CheckFailed, match=says):
        design.rows_of(kept, LANE, 2)


def test_it_is_told_what_is_forgotten_altogether():
    board = generate(13)
    row, column, energy, fatigue = np.indices(full_mdp(board).shape).reshape(4, -1)
    assert design.forgotten(row + 8 * column + 64 * energy + 1000 * fatigue, board) == ""
    assert design.forgotten(row + column + energy, board) == "he keeps nothing of fatigue"
    both = "he keeps nothing of the row of his cell and the column of his cell"
    assert design.forgotten(energy - fatigue, board) == both
