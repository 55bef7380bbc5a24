"""The player that a student hands in: plain arrays, played with by the grader in its own emulator."""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check
from lib.plain import numeric, show
from lib.worlds import ms_pacman as arcade
from lib.worlds.ms_pacman_views import FEATURES, features

MOST_NUMBERS = 100_000  # of a network that is handed in: less than 1 MB
MOST_LAYERS = 10
GAMES = 3  # that are played with it
MOST_STEPS = 3600  # of a game, four frames each: four minutes at 60 frames a second
LEVELS = (500, 1000, 2000)  # points a game on average, each worth a point


def layers_of(found) -> list[np.ndarray]:
    """Return the arrays of a network, checked: matrix and offsets of each layer, from 14 numbers to 1."""
    told = "return a list of arrays: a matrix and its offsets for each layer"
    check.that(type(found) in (list, tuple), told, got=show(found))
    check.that(len(found) > 0 and len(found) % 2 == 0, told, got=f"{len(found)} arrays")
    check.that(len(found) <= 2 * MOST_LAYERS, f"at most {MOST_LAYERS} layers")
    arrays = [numeric(part) for part in found]
    check.that(all(a is not None for a in arrays), "all arrays must hold numbers")
    width = len(FEATURES)
    for number, (W, b) in enumerate(zip(arrays[::2], arrays[1::2], strict=True), 1):
        shapes = f"{W.shape} and {b.shape}"
        what = f"layer {number} needs a matrix of shape ({width}, n) and n offsets, shape (n,)"
        check.that(W.ndim == 2 and W.shape[0] == width and b.shape == W.shape[1:], what, got=shapes)
        width = W.shape[1]
    check.that(width == 1, "the last layer has one number: what a way is worth", got=f"{width}")
    size = sum(a.size for a in arrays)
    check.that(size <= MOST_NUMBERS, f"at most {MOST_NUMBERS:,} numbers in all", got=f"{size:,}")
    check.that(all(np.isfinite(a).all() for a in arrays), "all numbers must be finite")
    return [a.astype(float) for a in arrays]


def values_of(layers: Sequence[np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return what a network of these layers says of features x, shape (n, 14): n numbers.

    Between layers stands a relu; behind the last one nothing.
    """
    for W, b in zip(layers[:-2:2], layers[1:-2:2], strict=True):
        x = np.maximum(x @ W + b, 0)
    return (x @ layers[-2] + layers[-1])[:, 0]


def player(found) -> Callable[[arcade.Scene], int]:
    """Return the rule of whoever goes where the network that was handed in sees most."""
    layers = layers_of(found)

    def act(scene: arcade.Scene) -> int:
        return scene.ways[int(values_of(layers, features(scene)).argmax())]

    return act


def judge(found, seed: int, games: int = GAMES) -> np.ndarray:
    """Return the points of so many games of the registered environment, shape (games,).

    A game is whole, or has been stopped after MOST_STEPS: who hides in a corner wins nothing by it.
    """
    return arcade.evaluate(player(found), games, seed, MOST_STEPS)
