"""Value iteration on whole arrays until it has settled, or nested loops for 50 and 5,000 sweeps."""

from __future__ import annotations

from functools import partial

import numpy as np

RESULT = "the published action values: γ = 0.9 to eight decimals, γ = 0.95 to four"
CASES = ((0.9, 50), (0.95, 5_000))  # discount, and the sweeps after which the values were published


def ours(names: dict) -> str:
    """Sweep the whole table at once, and stop when no value moves by more than the tolerance."""
    tables, counts = [], []
    for gamma, _ in CASES:
        sweep = partial(names["sweep"], names["T"], names["R"], gamma=gamma)
        Q, sweeps = names["settle"](sweep, names["START"], names["TOLERANCE"])
        tables.append(Q)
        counts.append(sweeps)
    return told(names, tables, counts)


def published(names: dict) -> str:
    """Sweep as often as was published: for each state, each action, each next state."""
    T, R, tables = names["T"].tolist(), names["R"].tolist(), []
    possible = [np.flatnonzero(row).tolist() for row in names["WORLD"].available]
    for gamma, sweeps in CASES:
        Q = names["START"].copy()
        for _ in range(sweeps):
            old = Q.copy()
            for s in range(3):
                for a in possible[s]:
                    Q[s, a] = sum(
                        T[s][a][then] * (R[s][a][then] + gamma * np.max(old[then]))
                        for then in range(3)
                    )
        tables.append(Q)
    return told(names, tables, [sweeps for _, sweeps in CASES])


def told(names: dict, tables: list[np.ndarray], sweeps: list[int]) -> str:
    """Say how far the first table is from the published one, and what the hollow is worth."""
    possible = names["WORLD"].available
    away = np.abs(tables[0][possible] - names["PUBLISHED"][possible]).max()
    wait, fire = tables[1][1, [0, 2]]
    counts = " and ".join(f"{count:,}" for count in sweeps)
    return f"{counts} sweeps; {away:.0e} from the published table; wait {wait:.4f}, fire {fire:.4f}"
