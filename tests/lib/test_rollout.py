"""The loop of agent and environment."""

import gymnasium
import numpy as np
import pytest

from lib import rollout


class Countdown(gymnasium.Env):
    """Start at a random number, count down to 0; each step is worth 1."""

    observation_space = gymnasium.spaces.Discrete(50)
    action_space = gymnasium.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.left = int(self.np_random.integers(1, 50)) if options is None else options["left"]
        return self.left, {}

    def step(self, action):
        self.left -= 1
        return self.left, 1.0, self.left == 0, False, {"left": self.left}


gymnasium.register("Countdown-v0", entry_point=Countdown)
gymnasium.register("ShortCountdown-v0", entry_point=Countdown, max_episode_steps=10)


def balance(states):
    """Push where the pole is going: keeps it up for 500 steps from every start."""
    return (states @ np.array([0.1, 0.3, 1.0, 1.0]) > 0).astype(int)


def test_an_episode_remembers_every_step():
    episode = rollout.play_episode(Countdown(), lambda state: state % 2, options={"left": 3})
    assert episode.states == [3, 2, 1, 0]
    assert episode.actions == [1, 0, 1]
    assert episode.rewards == [1.0, 1.0, 1.0]
    assert (episode.terminated, episode.truncated) == (True, False)
    assert (episode.total, episode.steps) == (3.0, 3)
    assert episode.info == {"left": 0}


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_limit_truncates_and_does_not_terminate(limit):
    episode = rollout.play_episode(
        Countdown(), lambda state: 0, max_steps=limit, options={"left": 3}
    )
    assert episode.steps == limit
    assert (episode.terminated, episode.truncated) == (False, True)


def test_ending_on_the_last_step_allowed_is_an_ending_not_a_cut():
    episode = rollout.play_episode(Countdown(), lambda state: 0, max_steps=3, options={"left": 3})
    assert (episode.terminated, episode.truncated) == (True, False)


def test_a_limit_of_the_environment_truncates_too():
    env = gymnasium.make("ShortCountdown-v0")
    episode = rollout.play_episode(env, lambda state: 0, seed=0, options={"left": 40})
    assert (episode.steps, episode.terminated, episode.truncated) == (10, False, True)


def test_the_same_seed_plays_the_same_episode():
    env = gymnasium.make("CartPole-v1")
    one, two = (rollout.play_episode(env, lambda s: int(s[2] > 0), seed=5) for _ in range(2))
    np.testing.assert_array_equal(one.states, two.states)


def test_evaluation_counts_one_whole_episode_of_each_environment():
    returns = rollout.evaluate("Countdown-v0", np.zeros_like, 200, seed=11)
    envs = gymnasium.make_vec("Countdown-v0", num_envs=200, vectorization_mode="sync")
    starts, _ = envs.reset(seed=11)
    assert returns.tolist() == starts.tolist()


def test_evaluation_respects_the_limit_on_steps():
    returns = rollout.evaluate("ShortCountdown-v0", np.zeros_like, 100, seed=3)
    assert returns.max() == 10


def test_evaluation_of_cartpole_reaches_its_five_hundred_steps_and_no_more():
    assert (rollout.evaluate("CartPole-v1", balance, 50, seed=0) == 500).all()


def test_evaluation_side_by_side_agrees_with_one_after_the_other():
    def lean(states):
        return (np.asarray(states)[..., 2] > 0).astype(int)

    together = rollout.evaluate("CartPole-v1", lean, 400, seed=1)
    env = gymnasium.make("CartPole-v1")
    alone = np.array(
        [rollout.play_episode(env, lambda s: int(lean(s)), seed=s).total for s in range(400)]
    )
    # Means of 400 episodes each: five standard errors, missed with probability below 1e-6.
    error = np.sqrt((together.var() + alone.var()) / 400)
    assert abs(together.mean() - alone.mean()) < 5 * error


def test_evaluation_repeats_with_the_seed():
    one, two = (
        rollout.evaluate("CartPole-v1", lambda s: (s[:, 2] > 0).astype(int), 30, seed=4)
        for _ in range(2)
    )
    np.testing.assert_array_equal(one, two)


def test_at_least_one_episode_is_evaluated():
    with pytest.raises(ValueError, match="at least 1"):
        rollout.evaluate("CartPole-v1", balance, 0, seed=0)
