"""100,000 games of Thompson sampling: side by side in arrays, or one game, one pull after another."""

from __future__ import annotations

import random
import statistics

import nbformat
import numpy as np
from chapters import REPO

RESULT = "pulls of the best arm among 20, where one published game had 17: their distribution"
GAMES, PULLS, SEED = 100_000, 20, 5
SOME = 2_000  # games that the plain way plays: each takes as long as any other
SHARE = SOME / GAMES


def given(names: dict) -> dict:
    """Return the names with the one that the chapter gives its readers: the games."""
    path = REPO / "source" / "bandits" / "bandits.ipynb"
    names = dict(names)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.id == "thompson-games":
            exec(compile(cell.source, f"<bandits: {cell.id}>", "exec"), names)
    return names


def ours(names: dict) -> str:
    """Play all games side by side, with the chapter's posterior."""
    means = names["MEANS"]
    pulls = given(names)["thompson_games"](means, PULLS, GAMES, np.random.default_rng(SEED))
    return told(pulls[:, means.argmax()].tolist())


def published(names: dict) -> str:
    """Play game after game, pull after pull: a draw from each belief, and two counts an arm."""
    means, rng, best = names["MEANS"].tolist(), random.Random(SEED), []
    for _ in range(SOME):
        wins, pulls = [0, 0, 0], [0, 0, 0]
        for _ in range(PULLS):
            draws = [rng.betavariate(1 + w, 1 + n - w) for w, n in zip(wins, pulls, strict=True)]
            arm = draws.index(max(draws))
            pulls[arm] += 1
            if rng.random() < means[arm]:
                wins[arm] += 1
        best.append(pulls[means.index(max(means))])
    return told(best)


def told(best: list[int]) -> str:
    """Say how often the best arm was pulled."""
    lucky = sum(count >= 17 for count in best) / len(best)
    games = f"{len(best):,} games"
    return f"median {statistics.median(best):.0f}, and 17 or more in {lucky:.1%} of {games}"
