"""How surely does the check of chapter 5's exercise 12 accept a sensible ruler, and reject one that is not?

    python tests/bench/rulers.py --seeds 200 [NAME …]

The check trains a learner with each ruler, so its verdict has to do with luck. Ends with code 1 if a sensible
ruler was rejected, or another one accepted.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from inside import Chapter, bounded, verdicts

FIFTHS = np.linspace(-1, 1, 11)[1:-1]


def equal(limits: tuple[float, ...], counts: tuple[int, ...]) -> list[np.ndarray]:
    """Return equal widths within these limits, so many bins of each number."""
    pairs = zip(limits, counts, strict=True)
    return [np.linspace(-limit, limit, n + 1)[1:-1] for limit, n in pairs]


SENSIBLE = {
    "as the chapter": equal((2.4, 3, 0.21, 3), (4, 4, 12, 12)),
    "narrower, six and eight": equal((2.4, 2, 0.2, 2.5), (6, 6, 8, 8)),
    "odd numbers of bins": equal((2.4, 3, 0.21, 3), (5, 5, 9, 9)),
    "cubes": [*equal((2.4, 2), (4, 4)), 0.2 * FIFTHS**3, 2.5 * FIFTHS],
    "coarse": equal((2.4, 3, 0.21, 3), (4, 4, 6, 6)),
}
OTHERS = {
    "the turning alone": equal((2.4, 3, 0.21, 3), (1, 1, 1, 24)),
    "the angle alone": equal((2.4, 3, 0.21, 3), (1, 1, 24, 1)),
    "four cells": equal((2.4, 3, 0.21, 3), (1, 1, 2, 2)),
    "one cell": [np.array([])] * 4,
}


def main() -> None:
    """Count verdicts over many seeds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="default: all")
    parser.add_argument("--seeds", type=int, default=200)
    options = parser.parse_args()
    bounded()
    chapter, faults = Chapter("cartpole_bins"), 0
    (test,) = (test for test in chapter.tests if test.name == "bins-ruler-tests")
    for name, edges in (SENSIBLE | OTHERS).items():
        if options.names and name not in options.names:
            continue
        names = chapter.setup | {"my_ruler": lambda edges=edges: edges}
        passed = sum(error is None for error in verdicts(test, names, options.seeds))
        faults += options.seeds - passed if name in SENSIBLE else passed
        print(f"{name}: passes {passed} of {options.seeds}", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
