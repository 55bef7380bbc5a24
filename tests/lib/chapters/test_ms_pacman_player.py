"""A player that is handed in is looked at before it plays, says what its arrays say, and stops in time."""

import numpy as np
import pytest

from lib import check
from lib.chapters import ms_pacman_player as competition
from lib.worlds import ms_pacman as arcade
from lib.worlds.ms_pacman_views import FEATURES, features

NOTHING = [np.zeros((14, 1)), np.zeros(1)]
WRONG = {
    "a list of arrays": None,
    "got: 1 arrays": [np.zeros((14, 1))],
    "must hold numbers": [np.full((14, 1), "7"), np.zeros(1)],
    "layer 1": [np.zeros((13, 1)), np.zeros(1)],
    "layer 2": [np.zeros((14, 3)), np.zeros(3), np.zeros((2, 1)), np.zeros(1)],
    "one number": [np.zeros((14, 4)), np.zeros(4)],
    "100,000": [np.zeros((14, 6250)), np.zeros(6250), np.zeros((6250, 1)), np.zeros(1)],
    "10 layers": [*NOTHING, *[np.zeros((1, 1)), np.zeros(1)] * 10],
    "finite": [np.full((14, 1), np.inf), np.zeros(1)],
}


class Sly(np.ndarray):
    """An array that is asked nothing, since it would answer what it likes."""

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        return np.ones((14, 1))


@pytest.mark.parametrize("message", WRONG)
def test_what_is_no_network_is_told(message: str):
    with pytest.raises(check.CheckFailed, match=message):
        competition.layers_of(WRONG[message])


@pytest.mark.parametrize("thing", [{}, np.zeros((2, 14, 1)), [np.zeros((14, 1)).view(Sly), [0]]])
def test_only_plain_arrays_in_a_plain_list_are_looked_at(thing: object):
    with pytest.raises(check.CheckFailed):
        competition.layers_of(thing)


def test_lists_of_numbers_and_all_kinds_of_arrays_will_do():
    layers = competition.layers_of(([[1]] * 14, np.zeros(1, dtype=np.float16)))
    assert [(a.shape, a.dtype) for a in layers] == [((14, 1), float), ((1,), float)]


def test_a_network_says_what_its_layers_say_with_a_relu_between_them():
    x = np.random.default_rng(0).normal(size=(3, 14))
    W, b, V = np.eye(14)[:, :2], np.array([0.5, -0.5]), np.array([[1.0], [-2.0]])
    right = [max(row[0] + 0.5, 0) - 2 * max(row[1] - 0.5, 0) + 7 for row in x]
    assert np.allclose(competition.values_of([W, b, V, np.array([7.0])], x), right)
    assert np.allclose(competition.values_of([V[[0] * 14], b[:1]], x), x.sum(axis=1) + 0.5)


def test_a_player_goes_where_the_value_is_largest():
    scene, weights = arcade.Game(seed=0).scene, np.zeros(len(FEATURES))
    weights[FEATURES.index("turn back")] = -1
    ahead = competition.player([weights[:, None], [0]])
    back = competition.player([-weights[:, None], [0]])
    turns = dict(zip(scene.ways, features(scene)[:, FEATURES.index("turn back")], strict=True))
    assert (turns[ahead(scene)], turns[back(scene)]) == (0, 1)


def test_a_game_is_stopped_and_its_points_count(monkeypatch: pytest.MonkeyPatch):
    most = arcade.DEAF + 100
    rule, (seed,) = competition.player(NOTHING), np.random.SeedSequence(4).generate_state(1)
    game, until = arcade.Game(int(seed)), 0.0
    while not game.over:
        game.move(rule(game.scene))
        until = until if until and game.steps - most > arcade.PATIENCE else game.score
    assert game.steps > most + arcade.PATIENCE
    whole = competition.judge(NOTHING, 4, games=1)
    monkeypatch.setattr(competition, "MOST_STEPS", most)
    (stopped,) = competition.judge(NOTHING, 4, games=1)
    assert whole.tolist() == [game.score]
    assert 0 < stopped <= until < game.score


def test_a_judge_plays_other_games_from_another_seed_and_the_same_from_the_same():
    one, again, other = (competition.judge(NOTHING, seed, games=2).tolist() for seed in (1, 1, 2))
    assert one == again != other
