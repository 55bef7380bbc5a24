"""Finite MDPs: what is one, and how its steps fall."""

import numpy as np
import pytest

from lib.worlds import mdp


def test_samples_follow_the_probabilities():
    world, rng = mdp.orchard(), np.random.default_rng(1)
    steps = [mdp.sample(world, 2, 1, rng) for _ in range(10_000)]
    counts = np.bincount([state for _, state in steps])
    # Hoeffding: a right sampler misses one of three bounds with probability below 1e-7.
    assert (abs(counts - np.array([8000, 1000, 1000])) < 300).all()
    assert set(steps) == {(40.0, 0), (0.0, 1), (0.0, 2)}


def test_samples_repeat_with_the_seed():
    world = mdp.orchard()
    a, b = (
        [mdp.sample(world, 0, 0, rng) for _ in range(20)]
        for rng in map(np.random.default_rng, (3, 3))
    )
    assert a == b


@pytest.mark.parametrize(("state", "action"), [(1, 1), (0, -1), (-1, 0), (3, 0), (0, 3)])
def test_an_action_that_is_not_there_cannot_be_taken(state, action):
    with pytest.raises(ValueError, match=r"state"):
        mdp.sample(mdp.orchard(), state, action, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("T", "R", "complaint"),
    [
        (np.ones((2, 2)), np.ones((2, 2)), "shape"),
        (np.ones((2, 1, 3)), np.ones((2, 1, 3)), "shape"),
        (np.full((2, 1, 2), 0.5), np.ones((2, 2, 2)), "shape of T"),
        (np.full((2, 1, 2), 0.4), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.tile([1.5, -0.5], (2, 1, 1)), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.full((2, 1, 2), np.nan), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.full((2, 1, 2), 0.5), np.full((2, 1, 2), -np.inf), "finite"),
    ],
)
def test_what_is_no_mdp_says_why(T, R, complaint):
    with pytest.raises(ValueError, match=complaint):
        mdp.MDP(T, R)


def test_an_mdp_keeps_its_own_read_only_arrays():
    T = np.ones((1, 1, 1))
    world = mdp.MDP(T, T)
    T[0, 0, 0] = 5
    assert world.T[0, 0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        world.T[0, 0, 0] = 5


def test_nothing_here_tells_what_a_plan_is_worth():
    """Students can import it, and Exercises 7 and 8 of value iteration ask for just that."""
    assert not [name for name in vars(mdp) if "value" in name or "optimal" in name]
