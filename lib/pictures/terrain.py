"""The ground of a clearing: grass, ponds, and the heat map that can lie on it."""

from functools import lru_cache

import cv2
import numpy as np

from lib.pictures.figures import shrunk
from lib.worlds.board import ENDS, WATER, Board

FINE = 4  # times larger, each way, than it will be
GRASS, GRASS_ALT, BLADE = (211, 229, 170), (204, 224, 160), (170, 200, 122)
PETALS = ((255, 255, 255), (250, 205, 215), (255, 232, 140))
SHORE, POND, DEEP, RIPPLE = (232, 220, 172), (125, 183, 214), (112, 171, 206), (190, 224, 240)
HEAT = np.array([(92, 58, 110), (178, 72, 106), (232, 130, 88), (250, 200, 110), (255, 245, 200)])


@lru_cache(maxsize=32)
def ground(board: Board, cell: int) -> np.ndarray:
    """Return meadow and ponds without anything on them."""
    side = FINE * cell
    image = np.empty((board.height * side, board.width * side, 3), np.uint8)
    rng = np.random.default_rng(0)  # grass grows the same everywhere
    for row, column in np.ndindex(board.height, board.width):
        y, x = row * side, column * side
        image[y : y + side, x : x + side] = (GRASS, GRASS_ALT)[(row + column) % 2]
        for u, v, kind in rng.random((3, 3)):
            root = round(x + (0.12 + 0.76 * u) * side), round(y + (0.2 + 0.7 * v) * side)
            (_flower if kind > 0.9 else _tuft)(image, *root, side)
    water = np.isin(np.array(board.cells), WATER).astype(np.uint8)
    if water.any():
        _pond(image, water, side)
    return shrunk(image, board.height * cell, board.width * cell)


def _tuft(image: np.ndarray, x: int, y: int, side: int) -> None:
    for lean in (-0.035, 0, 0.035):
        tip = round(x + lean * side), round(y - (0.07 - abs(lean)) * side)
        cv2.line(image, (x, y), tip, BLADE, max(1, round(0.014 * side)))


def _flower(image: np.ndarray, x: int, y: int, side: int) -> None:
    colour = PETALS[(x + y) % len(PETALS)]
    for angle in np.arange(5) * 2 * np.pi / 5:
        spot = round(x + 0.028 * side * np.cos(angle)), round(y + 0.028 * side * np.sin(angle))
        cv2.circle(image, spot, max(1, round(0.018 * side)), colour, -1)
    cv2.circle(image, (x, y), max(1, round(0.016 * side)), (240, 180, 60), -1)


def _pond(image, water: np.ndarray, side: int) -> None:
    """Draw water cells as ponds with round corners, a shore, and ripples."""
    edge, inner = _blurred(water, 0.13, image.shape), _blurred(water, 0.2, image.shape)
    for blurred, level, colour in ((edge, 105, SHORE), (edge, 140, POND), (inner, 215, DEEP)):
        image[blurred > level] = colour
    for number, (row, column) in enumerate(np.argwhere(water)):
        for dx, dy in ((0.36, 0.4), (0.62, 0.66))[:: 1 if number % 2 else -1]:
            x, y = round((column + dx) * side), round((row + dy) * side)
            axes, thick = (round(0.13 * side), round(0.05 * side)), max(1, round(0.025 * side))
            cv2.ellipse(image, (x, y), axes, 0, 200, 340, RIPPLE, thick)
            cv2.ellipse(image, (x + axes[0] * 2 - thick, y), axes, 0, 200, 250, RIPPLE, thick)


def _blurred(water: np.ndarray, cells: float, shape: tuple) -> np.ndarray:
    """Return water (255) and land (0) blurred over so many cells, as large as the picture."""
    scale = 12  # blur a small picture: the large one would take half a second
    small = np.kron(water * np.uint8(255), np.ones((scale, scale), np.uint8))
    small = cv2.GaussianBlur(small, (0, 0), cells * scale, borderType=cv2.BORDER_REPLICATE)
    return cv2.resize(small, shape[1::-1], interpolation=cv2.INTER_CUBIC)


def heat(image: np.ndarray, board: Board, values: np.ndarray, cell: int) -> None:
    """Lay a patch on each cell where Peter can stand, dark for a low value and bright for a high.

    Where the value isn't a finite number, leave the grass.
    """
    places = [
        place
        for place in np.ndindex(values.shape)
        if board.what(place) not in ENDS and np.isfinite(values[place])
    ]
    shown = np.array([values[place] for place in places], dtype=float)
    low, high = (shown.min(), shown.max()) if len(shown) else (0, 0)
    share = (shown - low) / (high - low) if high > low else np.full(len(shown), 0.5)
    inset = max(1, cell // 25)
    for (row, column), x in zip(places, share * (len(HEAT) - 1), strict=True):
        colour = [np.interp(x, np.arange(len(HEAT)), channel) for channel in HEAT.T]
        top, left = row * cell + inset, column * cell + inset
        part = image[top : top + cell - 2 * inset, left : left + cell - 2 * inset]
        part[:] = np.round(0.12 * part + 0.88 * np.array(colour))
