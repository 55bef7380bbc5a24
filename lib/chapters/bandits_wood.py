"""Small cases of two exercises of the bandits chapter: numbers written down, and typical mistakes."""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check

# The weights of the first guess and of three rewards at α = 0.5, and what goes wrong.
HALVES = (0.125, 0.125, 0.25, 0.5)
WEIGHT_MISTAKES = {
    "the *newest* reward weighs most: oldest first": (0.125, 0.5, 0.25, 0.125),
    "the first guess comes first": (0.125, 0.25, 0.5, 0.125),
    "the first guess has a weight, too: n + 1 numbers": (0.125, 0.25, 0.5),
    "each reward is one too old: the newest has weight alpha": (0.125, 0.0625, 0.125, 0.25),
    "the newest reward has weight alpha: a factor alpha is missing, or each is one too new": (
        *(0.125, 0.25, 0.5, 1.0),
    ),
    "the guess has been moved n times, its weight is (1 - alpha)^n": (0.25, 0.125, 0.25, 0.5),
    "the guess has been moved n times, but has no factor alpha": (0.0625, 0.125, 0.25, 0.5),
    "the guess was moved by every reward, not by one: (1 - alpha)^n": (0.5, 0.125, 0.25, 0.5),
    "that is the plain mean: the step size is constant": (0, 1 / 3, 1 / 3, 1 / 3),
}
FIFTHS = (0.64, 0.16, 0.2)
SHARE_MISTAKES = {"swap alpha and 1 - alpha": (0.04, 0.16, 0.8)}

# Preferences whose chances are a quarter, a half and a quarter; the change after arm 1 paid 1.
PREFERENCES = (3.0, 3.0 + np.log(2), 3.0)
STEP = "the change of H after arm 1 paid 1; chances 0.25, 0.5 and 0.25, baseline 0.5, alpha 0.4"
CHANGE = (-0.05, 0.1, -0.05)
STEP_MISTAKES = {
    "nothing changed: write into H, in place": (0, 0, 0),
    "the baseline is missing": (-0.1, 0.2, -0.1),
    "the arms that were not chosen move as well, the other way": (0, 0.1, 0),
    "take all chances once, before the step: yours change while the arms move one by one": (
        *(-0.05, 0.0987656861, -0.0480902787),
    ),
    "take all chances once, before the step: the chosen arm had moved before the others": (
        *(-0.0475020813, 0.1, -0.0475020813),
    ),
    "take all chances once, before the step: the chosen arm had moved, then one by one the others": (
        *(-0.0475020813, 0.1, -0.0480313127),
    ),
    "that is the slope of the chance: dividing by the chance of the chosen makes that of its logarithm": (
        *(-0.025, 0.05, -0.025),
    ),
    "each arm moves by (chosen or not) - its chance: where are the chances?": (0, 0.2, 0),
    "what was not chosen moves the other way": (0.05, 0.1, 0.05),
    "the wrong direction: a reward above the baseline makes its arm likelier": (0.05, -0.1, 0.05),
    "alpha is missing": (-0.125, 0.25, -0.125),
    "the others lose by their chances, and so does the chosen arm: 1 - its chance": (
        *(-0.05, 0.2, -0.05),
    ),
    "the chosen arm moves by 1 minus its chance, the others by minus *theirs*": (-0.1, 0.1, -0.1),
}
WORSE = "the change of H after arm 0 paid 0; chances 0.25, 0.5 and 0.25, baseline 0.5, alpha 0.4"
WORSE_CHANGE = (-0.15, 0.1, 0.05)


def moved(prefer: Callable, H: Sequence[float], *told) -> np.ndarray:
    """Return how preferences change, shape (k,), by an arm, a reward, a baseline and a step size."""
    lent = np.array(H)
    check.changes(prefer, lent)(lent, *told)
    return lent - np.array(H)
