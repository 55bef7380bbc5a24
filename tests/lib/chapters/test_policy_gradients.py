"""The skating pictures draw, and the scripted stand-ins keep to their script."""

import numpy as np
import pytest

from lib import check
from lib.chapters import policy_gradients
from lib.chapters import policy_gradients_cases as cases
from lib.chapters import policy_gradients_softmax as softmax
from lib.pictures import cartpole
from lib.pictures.movies import Movie

STEPS = np.arange(6)[:, None] < [6, 2]


def png(picture) -> bytes:
    return picture._repr_png_()[0]


@pytest.mark.parametrize(
    "picture",
    [
        policy_gradients.scene,
        lambda: policy_gradients.landscape({"a": cartpole.leaning()[..., 2]}, title="One"),
        lambda: policy_gradients.credit(
            {"a": (STEPS * 1.0, STEPS), "b": (STEPS * -1.0, STEPS)}, title="Two"
        ),
        lambda: policy_gradients.credit({"a": (STEPS * 0.0, STEPS)}, title="All weights zero"),
        lambda: policy_gradients.spread(
            {"baseline": np.arange(9.0), "rule": np.arange(3.0)}, title="T", xlabel="x"
        ),
    ],
)
def test_every_picture_draws_and_says_what_it_shows(picture):
    drawn = picture()
    assert png(drawn).startswith(b"\x89PNG")
    assert len(repr(drawn)) > 20


def test_leaning_states_cover_what_is_not_yet_lost():
    states = cartpole.leaning(columns=5, rows=3)
    assert states.shape == (3, 5, 4)
    assert not states[..., :2].any()
    assert np.degrees(states[0, [0, -1], 2]) == pytest.approx([-12, 12])
    assert states[[0, -1], 0, 3] == pytest.approx([-2, 2])


def test_movies_side_by_side_are_small_and_as_long_as_the_longest():
    dark = np.full((400, 600, 3), 40, np.uint8)
    both = policy_gradients.together({"long": Movie([dark] * 3), "short": Movie([dark])})
    assert (len(both.frames), both.fps) == (3, 50)
    assert both.frames[0].shape == (220, 720, 3)
    assert "long, short" in both.alt


def test_scripted_ponds_end_when_the_script_says_and_begin_again():
    ponds = cases.ScriptedPonds([1, 2], [[5, 6], [7, 8], [9, 10]])
    states, _ = ponds.reset()
    assert states.tolist() == [[0, 0, 1, 0], [1, 0, 1, 0]]
    _, rewards, terminated, truncated, _ = ponds.step([1, 0])
    assert (rewards.tolist(), terminated.tolist(), truncated.tolist()) == (
        [5, 6],
        [True, False],
        [False, False],
    )
    states, _, terminated, truncated, _ = ponds.step([0, 0])
    assert (terminated.tolist(), truncated.tolist()) == ([False, False], [False, True])
    assert states[0].tolist() == [0, 2, 2, 0]
    assert ponds.done == [[1, 0], [0, 0]]


def test_the_scripted_learner_notes_stale_weights_and_swapped_arguments():
    script = cases.ScriptedLearner([[[1, 2]], [[3, 4]]])
    weights = script.get_weights()
    for _ in range(2):
        states, actions, rewards, playing = script.play(weights)
        script.learn(states, actions, script.weigh(rewards, playing))
    assert script.diary == [("played", 0), ("learned", 1000), ("played", 0), ("learned", 3000)]
    assert script.story() == "play 0, learn 1000, play 0, learn 3000"
    script.learn(actions, states, rewards)
    with pytest.raises(check.CheckFailed, match="in this order"):
        script.story()


def test_marks_names_and_the_factor_are_the_test_s_own():
    ponds = cases.ScriptedPonds([1, 2], np.ones((2, 2)), [[5, 6], [7, 8], [9, 10]])
    assert ponds.reset()[0][:, 3].tolist() == [5, 6]
    assert ponds.step([0, 0])[0][:, 3].tolist() == [7, 8]
    script = cases.ScriptedLearner([[[1, 2]], [[3, 4]]], 10, [70, 30])
    for _ in range(3):
        states, actions, rewards, playing = script.play(script.get_weights())
        script.learn(states, actions, script.weigh(rewards, playing))
    assert script.story() == "play 70, learn 10, play 30, learn 30, play 2, learn 10"


def test_what_the_stand_ins_hand_out_is_no_part_of_their_script():
    ponds, script = cases.ScriptedPonds([2], [[5], [5]]), cases.ScriptedLearner([[[1]]])
    ponds.reset()
    ponds.step([0])[1][...] = 0
    script.play(script.get_weights())[2][...] = 0
    assert (ponds.rewards.tolist(), script.rewards.tolist()) == ([[5], [5]], [[[1]]])


@pytest.mark.parametrize(
    "hidden", ["lengths", "rewards", "marks", "done", "diary", "names", "factor"]
)
def test_a_student_is_not_lent_the_script(hidden):
    assert hidden not in cases.ScriptedPonds.__lent__ + cases.ScriptedLearner.__lent__


def test_flags_read_as_they_are_written():
    assert cases.flags("10", "01").tolist() == [[True, False], [False, True]]


def test_pairs_of_pushes_are_one_number_each_and_booleans_are_no_pushes():
    assert cases.pairs(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), 4) == [0, 1, 2, 3]
    for wrong in (np.ones((1, 2), dtype=bool), np.zeros((1, 2)), np.zeros(1, dtype=int), 1):
        with pytest.raises(check.CheckFailed):
            cases.pairs(wrong, 1)


def test_a_gradient_by_the_first_unit_is_seven_numbers_and_none_is_explained():
    parts = [np.arange(20).reshape(4, 5), np.arange(5) + 20, np.arange(5)[:, None] + 30, [40]]
    assert cases.first_unit(parts).tolist() == [0, 5, 10, 15, 20, 30, 40]
    with pytest.raises(check.CheckFailed, match="on the tape"):
        cases.first_unit([None] * 4)


def test_a_logarithm_by_numpy_is_explained():
    def score(network, state, action):
        raise AttributeError("'numpy.float32' object has no attribute '_id'")

    with pytest.raises(check.CheckFailed, match="TensorFlow"):
        cases.scores(score, None)


def test_no_mistake_of_a_table_hides_another():
    tables = {name: table for name, table in vars(cases).items() if name.endswith("_MISTAKES")}
    assert len(tables) > 10
    for name, table in tables.items():
        results = [np.asarray(wrong).tolist() for wrong in table.values()]
        assert all(results.count(wrong) == 1 for wrong in results), name


@pytest.mark.parametrize("name", ["SCORE", "BONUS"])
def test_no_mistake_of_a_softmax_is_the_right_answer_or_another_mistake(name):
    right = getattr(softmax, {"SCORE": "SCORES", "BONUS": "BONUSES"}[name])
    results = [right, *getattr(softmax, f"{name}_MISTAKES").values()]
    for number, one in enumerate(results):
        assert not any(
            np.shape(one) == np.shape(x) and np.allclose(one, x) for x in results[:number]
        )


def test_preferences_have_the_chances_that_are_written_beside_them():
    weights = np.exp(softmax.PREFERENCES)
    assert weights / weights.sum(axis=1, keepdims=True) == pytest.approx(softmax.CHANCES)


def test_peters_on_the_meadow_walk_by_their_preferences_and_rest_after_the_end():
    h, meadow = softmax.class_of(2), softmax.Meadow(seed=1)
    h[0, :, 3] = 50.0  # the first goes right until he stands before the edge
    h[1, :, 1] = 50.0  # the second goes down, into the brook
    states, actions, rewards, playing = meadow.lesson(h, episodes=3, T=6)
    assert states.shape == actions.shape == rewards.shape == playing.shape == (6, 6)
    assert (actions[:, :3] == 3).all()
    assert (actions[0, 3:] == 1).all()
    assert states[:, 0].tolist() == [15, 16, 17, 18, 19, 19]
    assert rewards.sum(axis=0).tolist() == [0, 0, 0, -10, -10, -10]
    assert playing.sum(axis=0).tolist() == [6, 6, 6, 1, 1, 1]


def test_apple_and_basket_change_places_once():
    meadow = softmax.Meadow(seed=1)
    near, far = (meadow.leads == place for place in (12, 14))
    before = meadow.pays[near].max(), meadow.pays[far].max()
    meadow.swap()
    assert before == (1, 10)
    assert (meadow.pays[near].max(), meadow.pays[far].max()) == (10, 1)
    assert sorted(set(meadow.pays.ravel().tolist())) == [-10, 0, 1, 10]
