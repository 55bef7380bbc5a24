"""The pictures of the chapter on Ms. Pac-Man draw, its stand-ins keep to their script, and its tables tell the truth."""

import numpy as np
import pytest

from lib import check
from lib.chapters import ms_pacman
from lib.chapters import ms_pacman_cases as cases
from lib.worlds.ms_pacman import GHOSTS, WALL_AT, Game
from lib.worlds.ms_pacman_views import FEATURES, features


@pytest.fixture(scope="module")
def game():
    return Game(seed=0)


def test_every_picture_draws_and_says_what_it_shows(game):
    x, far = features(game.scene), np.full((14, 20), cases.FAR)
    far[3, 4] = 2
    pictures = (
        ms_pacman.screen(game.frame, game.scene),
        ms_pacman.drawn_or_not(np.eye(4, 9) > 0, list(GHOSTS)),
        ms_pacman.far(game.scene.maze.corridor, np.where(far == 2, 2, far), cases.FAR),
        ms_pacman.known(game.scene, x),
        ms_pacman.known(game.scene, x, np.arange(14.0)),
        ms_pacman.known(game.scene, 0 * x),
        ms_pacman.learned(np.ones((2, len(FEATURES)))),
        ms_pacman.diary([np.array([[0, 200.0], [500, 900]]), np.array([[0, 8000.0]])], 230),
        ms_pacman.ladder({"STORM": 2674, "people": 6952, "ours": (100, 50, 150)}, title="Points"),
    )
    for drawn in pictures:
        assert drawn._repr_png_()[0].startswith(b"\x89PNG")
        assert len(repr(drawn)) > 20


def test_a_ladder_tells_every_score_in_order():
    told = repr(ms_pacman.ladder({"b": 2674, "a": (100.4, 50, 150)}, title="Points"))
    assert told == "Points. a: 100; b: 2,674."


def test_a_film_shows_the_screen_and_marks_the_best_way(game):
    ways = len(game.scene.ways)
    one, other = (
        ms_pacman.watched(game.frame, game.scene, np.roll(np.arange(ways), k), "1 point")
        for k in (0, 1)
    )
    assert one.shape == other.shape == (456, 320, 3)
    assert one.dtype == np.uint8
    assert not np.array_equal(one, other)


def test_a_drawn_maze_has_its_corridors_and_the_wall_s_colour_in_its_dots():
    frame = cases.small_maze()
    assert frame[WALL_AT].tolist() == [120, 90, 200]
    dark = (frame[:172] == (10, 90, 30)).all(axis=2)
    assert dark.any()
    assert (frame[:172][~dark] == (120, 90, 200)).all()
    assert cases.cells_of(np.eye(14, 20) > 0)[:3] == [0, 21, 42]


@pytest.mark.parametrize("wrong", [np.eye(14, 20), np.eye(20, 14) > 0, [[1, 0]], 3, None])
def test_what_is_no_grid_of_true_and_false_is_told(wrong):
    with pytest.raises(check.CheckFailed, match="corridors"):
        cases.cells_of(wrong)


def test_a_memory_may_hold_lists_and_must_hold_pairs():
    assert cases.memory_of({"red": [1, 2]}) == {"red": (1, 2)}
    for wrong in (None, [("red", 1, 2)], {"red": 3}, {"red": (1, 2, 3)}):
        with pytest.raises(check.CheckFailed):
            cases.memory_of(wrong)


def test_a_scripted_game_tells_moments_and_notes_what_was_done():
    game = cases.ScriptedGame([10, 0], [False, True])
    assert (game.scene, game.over) == (10, False)
    assert game.choose(game.scene) == (2, [10.0, 0.0])
    assert [game.move(2), game.move(1)] == [(10.0, False), (0.0, True)]
    game.study([10.0, 0.0], -5, None)
    assert (game.scene, game.over) == (12, True)
    assert cases.kinds(game.said, "move") == [2, 1]
    assert cases.kinds(game.said, "study") == [[[10.0, 0.0], -5.0, None]]
    with pytest.raises(check.CheckFailed, match="over"):
        game.move(0)


def test_ways_chosen_differ_from_moment_to_moment():
    game = cases.ScriptedGame([0] * 8, [False] * 8)
    ways = []
    for _ in range(8):
        ways.append(game.choose(game.scene)[0])
        game.move(0)
    assert len(set(ways)) == 4


def test_who_leaves_a_game_before_its_end_is_told():
    with pytest.raises(check.CheckFailed, match="until the game is over"):
        cases.played(lambda game, choose, study, penalty: choose(game.scene), [0], [True], 5)


def test_who_goes_another_way_than_chosen_is_told():
    def contrary(game, choose, study, penalty):
        while not game.over:
            game.move((choose(game.scene)[0] + 1) % 4)

    with pytest.raises(check.CheckFailed, match="chosen"):
        cases.examine_order(cases.played(contrary, [0, 0], [False, True], 5), 2)


def test_a_student_is_lent_no_script():
    assert set(cases.ScriptedGame.__lent__) == {"scene", "over", "move"}
    assert set(cases.ScriptedScreen.__lent__) == {"reset", "step"}
    assert cases.Asked.__lent__ == ("__call__",)


@pytest.mark.parametrize("limit", [False, True])
def test_a_scripted_screen_ends_once_and_tells_how(limit: bool):
    env = cases.ScriptedScreen([10, 20], [3, 0], limit=limit)
    assert env.reset(seed=4) == (100, {"lives": 3})
    assert env.step(1) == (101, 10.0, False, False, {"lives": 3})
    assert env.step(2) == (102, 20.0, not limit, limit, {"lives": 0})
    assert (env.seeds, env.done) == ([4], [1, 2])
    with pytest.raises(check.CheckFailed, match="over"):
        env.step(0)


def test_no_mistake_of_a_table_hides_another():
    tables = {name: table for name, table in vars(cases).items() if name.endswith("_MISTAKES")}
    assert len(tables) >= 13
    for name, table in tables.items():
        results = [repr(wrong) for wrong in table.values()]
        assert len(set(results)) == len(results), name
