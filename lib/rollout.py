"""An agent and an environment, and the loop between them (Sutton & Barto, figure 3.1)."""

from collections.abc import Callable
from dataclasses import dataclass

import gymnasium
import numpy as np


@dataclass(frozen=True)
class Episode:
    """What happened in one episode of T steps.

    states: S_0 to S_T, one more than the others. actions: A_0 to A_{T-1}. rewards: R_1 to R_T.
    terminated: the world ended it. truncated: a limit on steps did, and the world would have gone
    on. info: what the environment had to say about the last step.
    """

    states: list
    actions: list
    rewards: list[float]
    terminated: bool
    truncated: bool
    info: dict

    @property
    def total(self) -> float:
        """Sum the rewards, without discount."""
        return float(sum(self.rewards))

    @property
    def steps(self) -> int:
        """Count the steps T."""
        return len(self.rewards)


def play_episode(
    env: gymnasium.Env,
    act: Callable,
    seed: int | None = None,
    max_steps: int | None = None,
    options: dict | None = None,
) -> Episode:
    """Play one episode, with `action = act(state)`; truncate it after max_steps steps."""
    state, info = env.reset(seed=seed, options=options)
    states, actions, rewards = [state], [], []
    terminated, truncated = False, max_steps == 0
    while not (terminated or truncated):
        action = act(state)
        state, reward, terminated, truncated, info = env.step(action)
        states.append(state)
        actions.append(action)
        rewards.append(float(reward))
        truncated = truncated or (len(rewards) == max_steps and not terminated)
    return Episode(states, actions, rewards, bool(terminated), bool(truncated), info)


def evaluate(
    env_id: str, act_batch: Callable, episodes: int, seed: int, **make_options
) -> np.ndarray:
    """Return the total reward of each of so many episodes, shape (episodes,), played side by side.

    act_batch: takes states, shape (episodes, …), and returns as many actions. make_options go to
    `gymnasium.make_vec`. Each episode has an environment to itself, and only its first episode
    counts: were the first so many to *finish* counted, short ones would be found too often.
    """
    if episodes < 1:
        raise ValueError(f"evaluate at least 1 episode, not {episodes}")
    envs = gymnasium.make_vec(env_id, num_envs=episodes, **make_options)
    try:
        states, _ = envs.reset(seed=seed)
        returns, playing = np.zeros(episodes), np.ones(episodes, dtype=bool)
        while playing.any():
            states, rewards, terminated, truncated, _ = envs.step(np.asarray(act_batch(states)))
            returns[playing] += rewards[playing]
            playing &= ~(terminated | truncated)
        return returns
    finally:
        envs.close()
