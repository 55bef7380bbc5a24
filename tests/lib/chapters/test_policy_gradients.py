"""The skating pictures draw, and the scripted stand-ins keep to their script."""

import numpy as np
import pytest

from lib.chapters import policy_gradients
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
    ponds = policy_gradients.ScriptedPonds([1, 2], [[5, 6], [7, 8], [9, 10]])
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
    script = policy_gradients.ScriptedLearner([[[1, 2]], [[3, 4]]])
    weights = script.get_weights()
    for _ in range(2):
        states, actions, rewards, playing = script.play(weights)
        script.learn(states, actions, script.weigh(rewards, playing))
    assert script.diary == [("played", 0), ("learned", 1000), ("played", 0), ("learned", 3000)]
    assert not script.wrong
    script.learn(actions, states, rewards)
    assert "in this order" in script.wrong[0]
