"""100,000 episodes with truncated bins: 2048 carts and one array, or one cart and a dictionary."""

from __future__ import annotations

import random

import gymnasium
import nbformat
from chapters import REPO

RESULT = "mean reward of 314.7 or more after 100,000 episodes with truncation bins"
CARTS, STEPS = 2048, 15_000  # 30.7 million pushes: the steps of some 100,000 episodes
PUSHES = 300_000  # that the one cart does: its pace is the same from beginning to end
SHARE = PUSHES / (CARTS * STEPS)
ALPHA, GAMMA, EPSILON = 0.3, 0.9, 0.1
SEED = 5
CELLS = ("rulers-code", "alone-code", "train-code", "train-loop")  # given, not to be written


def given(names: dict) -> dict:
    """Return the names with those that the chapter gives its readers: the loop around the learner."""
    path = REPO / "source" / "cartpole_bins" / "cartpole_bins.ipynb"
    names = dict(names)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.id in CELLS:
            exec(compile(cell.source, f"<cartpole_bins: {cell.id}>", "exec"), names)
    names["watched"] = iter  # without its progress bar
    return names


def ours(names: dict) -> str:
    """Learn with the chapter's own learner and loop; the evaluation is in the time."""
    names = given(names)
    learner = names["BinnedQ"](names["PUBLISHED"]["truncated"], 2)
    schedules = (EPSILON, EPSILON, 0), (ALPHA, ALPHA, 0), GAMMA
    scores, episodes = names["train"](
        learner, CARTS, STEPS, *schedules, SEED, every=STEPS, episodes=100
    )
    return f"mean reward {scores[0, -1]:.1f} after {episodes:,} episodes"


def binned(state, widths: tuple) -> tuple[int, ...]:
    """Return each number over its width, cut towards zero."""
    return tuple(int(x / width) for x, width in zip(state, widths, strict=True))


def published(names: dict) -> str:
    """Learn one push at a time, with a table that grows as cells are met."""
    env, rng = gymnasium.make("CartPole-v1"), random.Random(SEED)
    Q: dict[tuple, list[float]] = {}
    returns, G = [], 0.0
    state, _ = env.reset(seed=SEED)
    bins = binned(state, names["WIDTHS"])
    for _ in range(PUSHES):
        values = Q.setdefault(bins, [0.0, 0.0])
        if rng.random() < EPSILON or values[0] == values[1]:
            action = rng.randrange(2)
        else:
            action = int(values[1] > values[0])
        state, reward, terminated, truncated, _ = env.step(action)
        G += reward
        next_bins = binned(state, names["WIDTHS"])
        ahead = 0.0 if terminated else max(Q.get(next_bins, (0.0, 0.0)))
        values[action] += ALPHA * (reward + GAMMA * ahead - values[action])
        bins = next_bins
        if terminated or truncated:
            returns.append(G)
            G = 0.0
            state, _ = env.reset()
            bins = binned(state, names["WIDTHS"])
    env.close()
    return f"mean reward {sum(returns[-100:]) / 100:.1f} after {len(returns):,} episodes"
