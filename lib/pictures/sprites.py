"""A storybook meadow, drawn with OpenCV: Peter and all others on the board, and arrows on top.

Pictures are RGB, uint8, shape (rows, columns, 3); a cell is `cell` pixels wide. Nothing here knows
what a good move is.
"""

import base64
import html
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np

from lib.pictures.figures import FINE, Brush, shrunk, sprite
from lib.pictures.terrain import ground, heat
from lib.worlds.board import APPLE, DELTAS, ENDS, TREE, WOLF, Board, Cell

ARROW, OUTLINE, STEPS = (255, 255, 255), (47, 52, 64), (120, 84, 52)
CARD, FAINT = (251, 249, 243), (214, 209, 196)
ENERGY, FATIGUE, FLASH = (205, 45, 50), (96, 110, 150), (236, 168, 40)
_SPRITES = {WOLF: "wolf", TREE: "tree", APPLE: "apple"}


def board_image(
    board: Board,
    peter: Cell | None = None,
    Q=None,
    policy=None,
    values=None,
    path: Sequence[Cell] = (),
    cell: int = 50,
) -> np.ndarray:
    """Return the picture of a board, shape (height · cell, width · cell, 3).

    peter: his cell, or None to leave him out. Q: action values, shape (height, width, 4) or
    (states, 4); an arrow shows each best action, a dot that all are equal. policy: an action for
    each cell, shape (height, width) or (states,), or probabilities with a last axis of 4; the longer
    an arrow, the likelier the action. values: shape (height, width) or (states,); a heat map, the
    brighter the more. path: cells joined by a dotted line. Arrows and heat are drawn where Peter
    can stand. Raises ValueError for other shapes, IndexError if Peter isn't on the board.
    """
    if Q is not None and policy is not None:
        raise ValueError("arrows show either Q or policy: leave one of them out")
    image = ground(board, cell).copy()
    if values is not None:
        heat(image, board, _grid(board, values), cell)
    for row, column in np.ndindex(board.height, board.width):
        if (kind := board.what((row, column))) in _SPRITES:
            _paste(image, sprite(_SPRITES[kind], cell), row, column)
    if len(path) > 1:
        _dots(image, path, cell)
    if Q is not None:
        _arrows(image, board, _best(_grid(board, Q, len(DELTAS))), cell)
    if policy is not None:
        _arrows(image, board, _likely(board, np.asarray(policy)), cell)
    if peter is not None:
        board.what(peter)  # raises if he isn't on it
        _paste(image, sprite("peter", cell), *peter)
    return image


def fight_image(board: Board, peter: Cell, energy: int, fatigue: int, cell: int = 50) -> np.ndarray:
    """Return the board with a strip below: ten pips each of energy (left) and fatigue (right)."""
    image = board_image(board, peter, cell=cell)
    width = image.shape[1]
    pip = FINE * width / 25  # on each side an icon and 10 pips, and a margin around
    strip = np.full((round(1.8 * pip), FINE * width, 3), CARD, np.uint8)
    _flash(strip, 0.7 * pip, pip)
    _snore(strip, 12.7 * pip, pip)
    for left, count, colour in ((2.2, energy, ENERGY), (14.9, fatigue, FATIGUE)):
        for number in range(10):
            centre = round((left + number) * pip), strip.shape[0] // 2
            shade = colour if number < count else FAINT
            cv2.circle(strip, centre, round(0.36 * pip), shade, -1, cv2.LINE_AA)
    return np.concatenate([image, shrunk(strip, round(strip.shape[0] / FINE), width)])


class Drawing:
    """Pictures side by side; as the last value of a cell they show themselves.

    images: RGB pictures. alt: a text for those who can't see them. captions: one for each picture.
    """

    def __init__(self, *images: np.ndarray, alt: str, captions: Sequence[str] = ()):
        self.images, self.alt = images, alt
        self.captions = list(captions) or [""] * len(images)
        if len(self.captions) != len(images):
            raise ValueError(f"{len(images)} pictures need as many captions, got {len(captions)}")

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        shown = [
            f'<figure style="margin: 0"><img src="data:image/png;base64,{_png(image)}" '
            f'width="{image.shape[1]}" alt="{html.escape(caption or self.alt)}" '
            f'style="max-width: 100%; border-radius: 8px">'
            f'<figcaption style="text-align: center">{html.escape(caption)}</figcaption></figure>'
            for image, caption in zip(self.images, self.captions, strict=True)
        ]
        style = "display: flex; flex-wrap: wrap; gap: 20px"
        label = html.escape(self.alt)
        return f'<div style="{style}" role="group" aria-label="{label}">{"".join(shown)}</div>'


def _png(image: np.ndarray) -> str:
    _, png = cv2.imencode(".png", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    return base64.b64encode(png.tobytes()).decode()


def _paste(image: np.ndarray, picture: np.ndarray, row: int, column: int) -> None:
    side = len(picture)
    part = image[row * side : (row + 1) * side, column * side : (column + 1) * side]
    cover = picture[:, :, 3:] / 255
    part[:] = np.round(picture[:, :, :3] * cover + part * (1 - cover))


def _grid(board: Board, numbers, *last: int) -> np.ndarray:
    numbers = np.asarray(numbers)
    shape = (board.height, board.width, *last)
    if numbers.shape not in (shape, (board.height * board.width, *last)):
        raise ValueError(
            f"this board needs shape {shape} or {(board.height * board.width, *last)}, "
            f"got {numbers.shape}"
        )
    return numbers.reshape(shape)


def _best(Q: np.ndarray) -> np.ndarray:
    """Return arrow lengths: 1 for each best action, 0 for the others and where all are equal."""
    best = np.equal(Q, Q.max(axis=2, keepdims=True))
    return (best & ~best.all(axis=2, keepdims=True)).astype(float)


def _likely(board: Board, policy: np.ndarray) -> np.ndarray:
    """Return arrow lengths: the longer, the likelier; 0 for what is never done."""
    if policy.size == board.height * board.width:
        policy = _grid(board, policy)[:, :, None] == np.arange(len(DELTAS))
    chance = _grid(board, policy, len(DELTAS)).astype(float)
    return np.where(chance > 0.02, 0.4 + 0.6 * np.minimum(chance, 1), 0)


def _arrows(image: np.ndarray, board: Board, lengths: np.ndarray, cell: int) -> None:
    for row, column in np.ndindex(board.height, board.width):
        if board.what((row, column)) not in ENDS:
            rounded = tuple(np.round(lengths[row, column], 2).tolist())
            _paste(image, _arrow(rounded, cell), row, column)


@lru_cache(maxsize=512)
def _arrow(lengths: tuple[float, ...], cell: int) -> np.ndarray:
    """Return arrows from the middle of a cell, 0 to 1 long, in the order of the actions; RGBA."""
    brush, middle = Brush(FINE * cell), np.array([50, 50])
    for rim, colour in ((3.2, OUTLINE), (0, ARROW)):  # the outline first, then the arrow on it
        brush.ellipse(*middle, 5 + rim, 5 + rim, colour)
        for (down, right), length in zip(DELTAS, lengths, strict=True):
            if length > 0:
                ahead, aside = np.array([right, down]), np.array([-down, right])
                neck, tip = middle + 26 * length * ahead, middle + (44 * length + 1.6 * rim) * ahead
                wing = (7 + 7 * length + 1.4 * rim) * aside - rim * ahead
                brush.line([middle, neck], colour, 7 + 2 * rim)
                brush.polygon([tip, neck + wing, neck - wing - 2 * rim * ahead], colour)
    return shrunk(brush.canvas, cell, cell)


def _dots(image: np.ndarray, path: Sequence[Cell], cell: int) -> None:
    """Draw where Peter has gone."""
    for (r0, c0), (r1, c1) in pairwise(path):
        for t in (0, 1 / 3, 2 / 3):
            x, y = (c0 + t * (c1 - c0) + 0.5) * cell, (r0 + t * (r1 - r0) + 0.5) * cell
            centre = round(16 * x), round(16 * y)  # sixteenths of a pixel, as `shift` wants it
            for radius, colour in ((0.085, ARROW), (0.06, STEPS)):
                cv2.circle(image, centre, round(16 * radius * cell), colour, -1, cv2.LINE_AA, 4)


def _flash(strip: np.ndarray, left: float, unit: float) -> None:
    corners = [(0.55, -0.75), (0, 0.12), (0.4, 0.12), (0.25, 0.75), (0.8, -0.2), (0.42, -0.2)]
    points = np.array(corners) * unit + (left, strip.shape[0] / 2)
    cv2.fillPoly(strip, [np.round(points).astype(np.int32)], FLASH)


def _snore(strip: np.ndarray, left: float, unit: float) -> None:
    for size, right, down in ((0.6, 0, 0.6), (0.42, 0.72, -0.1)):
        corners = np.array([(0, -1), (1, -1), (0, 0), (1, 0)]) * size + (right, down)
        points = np.round(corners * unit + (left, strip.shape[0] / 2)).astype(np.int32)
        cv2.polylines(strip, [points], False, FATIGUE, round(0.15 * unit))
