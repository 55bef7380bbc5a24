"""How every MuZero is judged: whole greedy games of gymnasium's CartPole-v1, of 500 steps at most."""

from __future__ import annotations

from collections.abc import Callable

import gymnasium
import numpy as np

GAMES, LIMIT, UNSEEN = 20, 500, 10_000  # UNSEEN: where the seeds of the judging games begin


def judge(
    choose: Callable[[np.ndarray], np.ndarray], seed: int, mark: float, abreast: int = GAMES
) -> list[float]:
    """Return the scores of fresh games, until the mark is out of reach whatever is still to come.

    So many games are played side by side; choose returns the actions for their states.
    """
    seeds = np.random.SeedSequence([UNSEEN, seed]).generate_state(GAMES).tolist()
    scores: list[float] = []
    for first in range(0, GAMES, abreast):
        scores += side_by_side(choose, seeds[first : first + abreast])
        if sum(LIMIT - score for score in scores) > GAMES * (LIMIT - mark):
            break
    return scores


def side_by_side(choose: Callable[[np.ndarray], np.ndarray], seeds: list[int]) -> list[float]:
    """Return the scores of one game for each seed."""
    envs = [gymnasium.make("CartPole-v1") for _ in seeds]
    states = {game: env.reset(seed=seeds[game])[0] for game, env in enumerate(envs)}
    scores = [0.0] * len(seeds)
    while states:
        for game, action in zip(list(states), choose(np.array([*states.values()])), strict=True):
            states[game], reward, terminated, truncated, _ = envs[game].step(int(action))
            scores[game] += float(reward)
            if terminated or truncated:
                del states[game]
    for env in envs:
        env.close()
    return scores


def reached(scores: list[float], mark: float) -> bool:
    """Tell whether all the games were played, and have such a mean."""
    return len(scores) == GAMES and float(np.mean(scores)) >= mark
