"""The exercise on a ruler of one's own: what a ruler is, and what its check says of one that doesn't do."""

from collections.abc import Sequence

import numpy as np

from lib import check
from lib.plain import show

NUMBERS = "position", "velocity", "angle", "angular velocity"
MOST = 5_000  # cells
ENOUGH = 240  # steps of 500 that a lesson with the ruler has to come to


def proper_ruler(answer) -> list[np.ndarray]:
    """Return the inner edges of the four numbers as arrays of floats, or fail."""
    four = f"return four arrays of edges: of {', '.join(NUMBERS)}"
    listed = type(answer) in (list, tuple) or type(answer) is np.ndarray
    check.that(listed and len(answer) == 4, four, got=show(answer))
    edges = []
    for name, inner in zip(NUMBERS, answer, strict=True):
        numbers = check.array(inner, f"the edges of the {name}", hint="an empty list is one bin")
        told = f"the edges of the {name} are a row of numbers"
        check.that(numbers.ndim == 1, told, got=f"shape {numbers.shape}")
        told = f"the edges of the {name} must ascend, each above the one before"
        check.that(bool(np.all(np.diff(numbers) > 0)), told, got=show(numbers))
        edges.append(numbers.astype(float))
    cells = cells_of(edges)
    told = f"a table has room for {MOST:,} cells, one bin of each number"
    check.that(cells <= MOST, told, got=f"{cells:,} cells")
    return edges


def cells_of(edges: Sequence[np.ndarray]) -> int:
    """Return how many cells a ruler makes: the product of its numbers of bins."""
    return int(np.prod([len(inner) + 1 for inner in edges], dtype=object))


def verdict(steps: float, cells: int, visited: float) -> tuple[str, str]:
    """Return what was reached with a ruler, and a hint at what its trouble may be."""
    reached = f"{steps:.0f} steps, with {cells:,} cells, of which {visited:,.0f} were visited"
    if cells < 20:
        return reached, "so few cells can't tell what matters: where does the decision change?"
    if visited < cells / 12 or visited < 3:
        return reached, "most cells are where nobody ever is: how far do the skaters go?"
    return (
        reached,
        "look at your picture: is the angle cut where left becomes right, and is the turning?",
    )
