"""How many points a test cell names by its last line, as in nbgrader, and what it can't have meant."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

_DIGITS = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf)|(?:True|False)_?"
_SHOWN = re.compile(  # one number, as Python, numpy, TensorFlow and PyTorch show it
    rf"(?:np\.)?({_DIGITS})|"
    rf"(?:np\.\w+|array|tensor)\(\[*({_DIGITS})\]*(?:, dtype=[\w.]+)?\)|"
    rf"<tf\.(?:Tensor|Variable)[^<>]*numpy=(?:(?:np\.\w+|array)\()?\[*({_DIGITS})\]*(?:, dtype=\w+)?\)?>"
)

NO_POINTS = "which is no number of points"


class NoPoints(ValueError):
    """What a test cell ends with looks like a number of points and is none."""

    def __init__(self, value: Any) -> None:
        shown = " ".join(str(value).split())
        shown = shown if len(shown) < 40 else f"{shown[:37]} …"
        super().__init__(
            f"the test cell ends with {shown}, {NO_POINTS}: end it with a number, or "
            "with a line that shows nothing"
        )


def points_of(earned: Any) -> float | None:
    """Return the points that the cell's last line names, or None for all: it shows something else.

    A number may come as an array or tensor of one. Raises :class:`NoPoints` for true and false, for
    several numbers, and for what is not finite: nbgrader would give all points.
    """
    to_numpy = getattr(earned, "numpy", None)  # tensors
    if callable(to_numpy) and not isinstance(earned, type):
        earned = to_numpy()
    if isinstance(earned, np.ndarray) and earned.dtype.kind in "biuf":
        if earned.size != 1:
            raise NoPoints(earned)
        earned = earned.reshape(-1)[0]
    if isinstance(earned, bool | np.bool_):
        raise NoPoints(earned)
    if not isinstance(earned, int | float | np.integer | np.floating):
        return None
    if not math.isfinite(earned):
        raise NoPoints(earned)
    return float(earned)


def points_shown(text: str) -> float | None:
    """Return the points that a printed value is, or None if it is not one number.

    nbgrader takes what it can't read for all points: True, or ``np.float64(1.5)``. Raises
    :class:`NoPoints`, as :func:`points_of` does.
    """
    found = _SHOWN.fullmatch(text.strip())
    if found is None:
        return None
    given = next(filter(None, found.groups()))
    if given.startswith(("True", "False")) or not math.isfinite(float(given)):
        raise NoPoints(text)
    return float(given)
