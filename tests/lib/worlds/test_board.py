"""The clearing: its rules, its boards, its oracle, its environment."""

import pickle
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from lib.pictures import envs  # noqa: F401 - registers them
from lib.worlds import board
from lib.worlds.board import (
    ACTIONS,
    APPLE,
    DELTAS,
    DOWN,
    EMPTY,
    ENDS,
    LEFT,
    OUTSIDE,
    RIGHT,
    TREE,
    UP,
    WATER,
    WOLF,
    Board,
)

SMALL = Board.from_text("""
    PT~
    .WA
""")
BOARDS = [board.generate(seed) for seed in range(20)]


def test_actions_are_up_down_left_right_everywhere():
    assert (UP, DOWN, LEFT, RIGHT) == (0, 1, 2, 3)
    assert board.ACTION_NAMES == ("up", "down", "left", "right")
    assert [SMALL.move((0, 1), action) for action in ACTIONS] == [None, (1, 1), (0, 0), (0, 2)]


def test_leaving_the_board_on_any_side_leads_outside_and_never_to_the_other_edge():
    for row, column in np.ndindex(2, 3):
        for action, (down, right) in enumerate(DELTAS):
            inside = 0 <= row + down < 2 and 0 <= column + right < 3
            expected = (row + down, column + right) if inside else None
            assert SMALL.move((row, column), action) == expected
    assert SMALL.what(None) == OUTSIDE
    assert OUTSIDE in ENDS


@pytest.mark.parametrize("cell", [(-1, 0), (0, -1), (2, 0), (0, 3)])
def test_a_cell_that_is_not_on_the_board_is_an_error_not_the_last_row(cell):
    for ask in (SMALL.what, SMALL.state, lambda cell: SMALL.move(cell, UP)):
        with pytest.raises(IndexError, match="rows are 0 to 1, columns 0 to 2"):
            ask(cell)
    with pytest.raises(IndexError):
        SMALL.cell(-1)


@pytest.mark.parametrize("action", [-1, 4, None, 0.5, "up"])
def test_an_unknown_action_is_an_error(action):
    with pytest.raises(ValueError, match="up, down, left, right"):
        SMALL.move((0, 0), action)


def test_numpy_integers_are_cells_and_actions_too():
    assert SMALL.move(np.array([0, 0]), np.int64(DOWN)) == (1, 0)
    assert SMALL.what(np.array([0, 1])) == TREE


def test_a_board_drawn_as_text_reads_back():
    assert Board.from_text(str(SMALL)) == SMALL
    assert SMALL.cells == ((EMPTY, TREE, WATER), (EMPTY, WOLF, APPLE))
    assert SMALL.start == (0, 0)
    assert all(Board.from_text(str(each)) == each for each in BOARDS)


def test_states_number_the_cells_row_by_row():
    cells = [SMALL.cell(state) for state in range(6)]
    assert cells == list(np.ndindex(2, 3))
    assert [SMALL.state(cell) for cell in cells] == list(range(6))


@pytest.mark.parametrize(
    ("cells", "start", "complaint"),
    [
        ([[0, 0], [0]], (0, 0), "rows of one length"),
        ([], (0, 0), "rows of one length"),
        ([[0, 7]], (0, 0), r"got \[7\]"),
        ([[0, WOLF]], (0, 1), "is wolf"),
    ],
)
def test_an_impossible_board_says_what_is_wrong(cells, start, complaint):
    with pytest.raises(ValueError, match=complaint):
        Board(cells, start)


@pytest.mark.parametrize("text", ["PX", "PP", "~W", ""])
def test_an_impossible_drawing_says_what_is_wrong(text):
    with pytest.raises(ValueError, match="board"):
        Board.from_text(text)


def test_a_generated_board_holds_what_was_asked_for():
    for each in BOARDS:
        counts = {kind: len(each.places(kind)) for kind in range(OUTSIDE)}
        assert (counts[TREE], counts[WOLF], counts[APPLE]) == (5, 1, 3)
        assert 1 <= counts[WATER] <= 3 * 6
        assert each.what(each.start) == EMPTY
    larger = board.generate(1, width=12, height=5, trees=2, wolves=2, apples=1)
    assert (larger.height, larger.width) == (5, 12)
    assert len(larger.places(WOLF)) == 2


def test_a_pond_of_five_steps_is_in_one_piece():
    for seed in range(20):
        each = board.generate(seed, ponds=1, trees=0, wolves=0, apples=0, everywhere=False)
        pond = set(each.places(WATER))
        grown = {next(iter(pond))}
        while more := {each.move(c, a) for c in grown for a in ACTIONS} & pond - grown:
            grown |= more
        assert grown == pond
        assert len(pond) <= 6


def test_every_seed_has_its_own_board_and_zero_is_a_seed_like_any_other():
    assert board.generate(0) == board.generate(0) == board.generate(np.random.default_rng(0))
    assert len(set(BOARDS)) == len(BOARDS)


def test_generating_leaves_the_global_generator_alone():
    before = np.random.get_state()[1].copy()  # noqa: NPY002 - that it is untouched
    board.generate(5)
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002


def test_an_apple_can_be_reached_from_every_start_unless_that_is_not_asked_for():
    assert all(board.reachable_starts(each) == each.starts for each in BOARDS)
    free = [board.generate(seed, everywhere=False) for seed in range(60)]
    assert any(board.reachable_starts(each) != each.starts for each in free)


def test_too_small_a_board_is_an_error_with_advice():
    with pytest.raises(ValueError, match="larger board"):
        board.generate(0, width=2, height=2)


def test_distances_to_an_apple_by_hand():
    each = Board.from_text("""
        P~.A
        .W~.
        ...T
    """)
    assert board.distances_to_apple(each).tolist() == [[7, -1, 1, 0], [6, -1, -1, 1], [5, 4, 3, 2]]


def test_distances_agree_with_matrix_powers():
    for each in BOARDS:
        cells = each.height * each.width
        graph = np.zeros((cells, cells))
        for row, column in np.ndindex(each.height, each.width):
            for there in (each.move((row, column), action) for action in ACTIONS):
                if each.what((row, column)) not in ENDS and there is not None:
                    graph[each.state((row, column)), each.state(there)] = 1
        apples = [each.state(cell) for cell in each.places(APPLE)]
        expected, walks = np.full(cells, -1), np.eye(cells)
        for length in range(cells):
            arrives = walks[:, apples].any(axis=1)
            expected[(expected < 0) & arrives] = length
            walks = (walks @ graph > 0).astype(float)
        assert board.distances_to_apple(each).ravel().tolist() == expected.tolist()


def test_a_board_goes_through_pickle_and_into_dictionaries():
    assert pickle.loads(pickle.dumps(BOARDS[0])) == BOARDS[0]
    assert {BOARDS[0]: "here"}[board.generate(0)] == "here"


def test_the_environment_passes_gymnasiums_own_check():
    with warnings.catch_warnings(action="error"):
        check_env(gymnasium.make("Clearing-v0", render_mode="rgb_array").unwrapped)


def test_each_end_has_its_reward_and_terminates_and_a_tree_is_only_a_step():
    env = gymnasium.make("Clearing-v0", board=SMALL)
    for cell, action, state, reward, terminated, what in [
        ((0, 0), UP, 0, -10, True, "outside"),
        ((0, 0), LEFT, 0, -10, True, "outside"),
        ((0, 0), DOWN, 3, -0.1, False, "empty"),
        ((0, 0), RIGHT, 1, -0.1, False, "tree"),
        ((0, 1), RIGHT, 2, -10, True, "water"),
        ((0, 1), DOWN, 4, -10, True, "wolf"),
    ]:
        env.reset(seed=1, options={"cell": cell})
        assert env.step(action) == (state, reward, terminated, False, {"what": what})
    corridor = gymnasium.make("Clearing-v0", board=Board.from_text("PA"))
    corridor.reset(seed=0)
    assert corridor.step(RIGHT) == (1, 10, True, False, {"what": "apple"})


def test_rewards_can_be_chosen_and_must_be_numbers():
    env = board.ClearingEnv(SMALL, rewards=board.Rewards(step=-1))
    env.reset(options={"cell": (0, 0)})
    assert env.step(DOWN)[1] == -1
    with pytest.raises(ValueError, match="apple"):
        board.Rewards(apple=float("nan"))


def test_the_limit_on_steps_truncates_and_does_not_terminate():
    env = gymnasium.make("Clearing-v0", board=Board.from_text("P."), start=(0, 0))
    env.reset(seed=0)
    ends = [env.step((RIGHT, LEFT)[step % 2])[2:4] for step in range(100)]
    assert ends == [(False, False)] * 99 + [(False, True)]


def test_episodes_start_on_every_empty_cell_or_where_they_are_told():
    env = board.ClearingEnv(SMALL)
    env.reset(seed=0)
    assert {env.reset()[0] for _ in range(50)} == {0, 3}
    assert {board.ClearingEnv(SMALL, start=(0, 1)).reset(seed=s)[0] for s in range(5)} == {1}
    with pytest.raises(ValueError, match="wolf"):
        env.reset(options={"cell": (1, 1)})


def test_the_environment_shows_the_board_with_peter():
    env = gymnasium.make("Clearing-v0", board=SMALL, render_mode="rgb_array")
    env.reset(seed=0, options={"cell": (0, 0)})
    before = env.render()
    env.step(DOWN)
    assert before.shape == (100, 150, 3)
    assert before.dtype == np.uint8
    assert not np.array_equal(before, env.render())


def test_a_window_opens_when_a_human_wants_to_watch(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    env = gymnasium.make("Clearing-v0", board=SMALL, render_mode="human")
    env.reset(seed=0, options={"cell": (0, 0)})
    env.step(DOWN)
    env.close()
