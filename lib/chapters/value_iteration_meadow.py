"""The wishes of the exercise on the weather, and what its check says of the form of an answer."""

from collections.abc import Sequence

import numpy as np

from lib import check
from lib.plain import show

WISHES = (
    "to the near apple, along the brook",
    "to the near apple, round the hedge",
    "to the basket, along the brook",
    "to the basket, round the hedge",
    "nowhere: he stays on the meadow",
)
RANGES = {"gamma": (0, 0.99), "slip": (0, 0.9), "step": (-20, 20)}


def proper_weathers(answer) -> list[list[float]]:
    """Return five triples of floats: gamma, slip and step for each wish, or fail."""
    five = f"return {len(WISHES)} triples (gamma, slip, step), one for each wish"
    kind = type(answer)
    listed = kind in (list, tuple) or kind is np.ndarray
    check.that(listed and len(answer) == len(WISHES), five, got=show(answer))
    found = []
    for number, (wish, triple) in enumerate(zip(WISHES, answer, strict=True), 1):
        what = f"wish {number}, {wish}"
        numbers = check.array(triple, f"the triple of {what}", (3,)).astype(float)
        for (name, (low, high)), value in zip(RANGES.items(), numbers.tolist(), strict=True):
            told = f"{what}: {name} must lie between {low} and {high}"
            check.that(bool(low <= value <= high), told, got=show(value))
        found.append(numbers.tolist())
    return found


def told(ends: Sequence[str], low: bool, high: bool, loops: bool) -> str:
    """Say in words where somebody goes: the ends that he comes to, and by which ways."""
    ways = [way for way, gone in (("along the brook", low), ("round the hedge", high)) if gone]
    where = " or ".join(ends) or "nowhere"
    return f"he goes {where}{', ' + ' and '.join(ways) if ways else ''}{', round and round' if loops else ''}"
