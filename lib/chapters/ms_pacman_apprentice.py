"""The weights of a network that looked through the window for 50,000 steps; they came with the course.

The notebook's own `watch` made them, seed 0, in one command, which makes them again:

    python tests/bench/ms_pacman.py --window --steps 50000 --seeds 1 --keep FILE
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

STEPS = 50_000  # that were played for them
FILE = Path(__file__).with_name("ms_pacman_apprentice.npz")


def keep(weights: Sequence[np.ndarray], file: Path = FILE) -> None:
    """Write the weights of a network, in the order of its layers, into a file."""
    with file.open("wb") as opened:  # savez would add an ending to a name
        np.savez_compressed(opened, *weights)


def weights(file: Path = FILE) -> list[np.ndarray]:
    """Return what `keep` has written, for a network's `set_weights`."""
    with np.load(file, allow_pickle=False) as kept:
        return [kept[f"arr_{number}"] for number in range(len(kept.files))]
