"""Peter, the wolf, an apple and a tree, drawn with OpenCV out of ellipses and smooth curves.

Everything is drawn large and then shrunk, which smooths the edges.
"""

from functools import lru_cache

import cv2
import numpy as np

FINE = 8  # times larger, each way, than it will be
SHADOW = (168, 194, 126)
WHITE, INK = (251, 249, 243), (43, 42, 39)


class Brush:
    """Draw on a square canvas whose coordinates run from 0 to 100, x to the right, y down."""

    def __init__(self, pixels: int):
        self.canvas = np.zeros((pixels, pixels, 4), np.uint8)
        self.unit = pixels / 100

    def ellipse(self, x, y, width, height, colour, angle=0) -> None:
        """Fill an ellipse around (x, y); width and height are half axes."""
        centre, axes = self._pixels((x, y)), self._pixels((width, height))
        cv2.ellipse(self.canvas, centre, axes, angle, 0, 360, (*colour, 255), -1)

    def blob(self, points, colour) -> None:
        """Fill a smooth closed curve through the points (Catmull & Rom)."""
        p = np.array(points, float)
        before, after, beyond = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
        t = np.linspace(0, 1, 12, endpoint=False)[:, None, None]
        curve = (
            2 * p
            + (after - before) * t
            + (2 * before - 5 * p + 4 * after - beyond) * t**2
            + (3 * p - before - 3 * after + beyond) * t**3
        ) / 2
        self.polygon(curve.transpose(1, 0, 2).reshape(-1, 2), colour)

    def polygon(self, points, colour) -> None:
        """Fill a polygon."""
        corners = np.round(np.array(points) * self.unit).astype(np.int32)
        cv2.fillPoly(self.canvas, [corners], (*colour, 255))

    def line(self, points, colour, width) -> None:
        """Draw a line with round ends through the points."""
        corners = np.round(np.array(points) * self.unit).astype(np.int32)
        thick = max(1, round(width * self.unit))
        cv2.polylines(self.canvas, [corners], False, (*colour, 255), thick)
        for corner in corners[[0, -1]]:
            cv2.circle(self.canvas, corner.tolist(), thick // 2, (*colour, 255), -1)

    def _pixels(self, numbers) -> tuple[int, ...]:
        return tuple(round(number * self.unit) for number in numbers)


def _draw_peter(b: Brush) -> None:
    skin, blush, hair = (246, 214, 183), (240, 170, 150), (122, 78, 44)
    red, dark_red, blue, dark_blue = (205, 45, 50), (160, 28, 38), (58, 118, 184), (42, 88, 145)
    b.ellipse(50, 93, 25, 5, SHADOW)
    b.line([(43, 80), (43, 91)], (92, 62, 40), 9)
    b.line([(57, 80), (57, 91)], (92, 62, 40), 9)
    b.blob([(38, 58), (62, 58), (70, 83), (50, 86), (30, 83)], blue)
    b.line([(35, 64), (26, 75)], dark_blue, 9)
    b.line([(65, 64), (74, 75)], dark_blue, 9)
    b.ellipse(25, 77, 4.5, 4.5, skin)
    b.ellipse(75, 77, 4.5, 4.5, skin)
    b.blob([(40, 60), (50, 68), (60, 60), (50, 58)], (250, 244, 226))
    b.ellipse(50, 42, 25, 22, hair)
    b.ellipse(27, 46, 5, 6, skin)
    b.ellipse(73, 46, 5, 6, skin)
    b.ellipse(50, 46, 22, 19, skin)
    b.blob([(28, 40), (38, 30), (62, 30), (72, 40), (58, 37), (48, 40), (40, 37)], hair)
    b.ellipse(42, 46, 2.8, 3.8, INK)
    b.ellipse(58, 46, 2.8, 3.8, INK)
    b.ellipse(43, 44.6, 1, 1.2, WHITE)
    b.ellipse(59, 44.6, 1, 1.2, WHITE)
    b.ellipse(35, 53, 4, 2.8, blush)
    b.ellipse(65, 53, 4, 2.8, blush)
    b.line([(45, 55), (48, 57.5), (52, 57.5), (55, 55)], (150, 70, 60), 2.2)
    b.blob([(25, 33), (30, 14), (50, 6), (70, 14), (75, 33), (50, 27)], red)
    b.blob([(23, 34), (50, 25), (77, 34), (82, 38), (50, 31), (20, 38)], dark_red)
    b.blob([(70, 24), (82, 12), (92, 3), (88, 16), (76, 27)], (250, 236, 190))
    b.line([(72, 25), (89, 7)], (214, 178, 96), 1.6)


def _draw_wolf(b: Brush) -> None:
    fur, dark, light = (118, 124, 138), (84, 90, 104), (226, 226, 224)
    b.ellipse(50, 92, 30, 5, SHADOW)
    for side in (-1, 1):

        def at(*points, side=side):
            return [(50 + side * x, y) for x, y in points]

        b.polygon(at((12, 34), (36, 4), (41, 46)), dark)
        b.polygon(at((20, 33), (33.5, 14), (36, 42)), (190, 150, 150))
    b.blob(
        [
            (50, 26),
            (72, 31),
            (86, 54),
            (93, 66),
            (79, 70),
            (66, 81),
            (50, 88),
            (34, 81),
            (21, 70),
            (7, 66),
            (14, 54),
            (28, 31),
        ],
        fur,
    )
    b.blob([(50, 26), (57, 40), (56, 58), (50, 62), (44, 58), (43, 40)], dark)
    for side in (-1, 1):

        def at(*points, side=side):
            return [(50 + side * x, y) for x, y in points]

        b.blob(at((6, 62), (22, 57), (39, 66), (28, 70), (17, 80), (0, 87), (0, 64)), light)
        b.blob(at((9, 48), (17, 41), (28, 41), (25, 50), (15, 53)), (247, 200, 60))
        b.ellipse(50 + side * 18, 47, 3, 4.6, INK)
        b.ellipse(50 + side * 18 + 1, 45.2, 1.1, 1.3, WHITE)
        b.line(at((7, 46), (29, 37)), (58, 62, 74), 4)
        b.line(at((0, 75), (7, 78.5), (15, 75)), INK, 2.4)
        b.polygon(at((8, 78), (14, 75.5), (11.5, 84)), (255, 255, 255))
    b.ellipse(50, 64.5, 8, 5.6, INK)
    b.ellipse(47.5, 62.5, 2.4, 1.3, (130, 130, 138))
    b.line([(50, 69), (50, 75)], INK, 2.4)


def _draw_apple(b: Brush) -> None:
    b.ellipse(50, 89, 26, 5, SHADOW)
    b.blob(
        [
            (50, 33),
            (66, 27),
            (82, 37),
            (83, 58),
            (71, 81),
            (58, 88),
            (50, 86),
            (42, 88),
            (29, 81),
            (17, 58),
            (18, 37),
            (34, 27),
        ],
        (176, 24, 40),
    )
    b.blob(
        [
            (49, 36),
            (63, 30),
            (77, 39),
            (78, 56),
            (66, 77),
            (54, 83),
            (44, 83),
            (32, 77),
            (21, 56),
            (22, 39),
            (34, 30),
        ],
        (216, 40, 50),
    )
    b.ellipse(50, 35, 9, 4, (150, 20, 34))
    b.line([(50, 37), (51, 25), (56, 15)], (104, 68, 40), 5)
    b.blob([(54, 24), (63, 11), (82, 8), (77, 22), (64, 28)], (88, 158, 66))
    b.line([(57, 23), (76, 12)], (60, 120, 48), 2)
    b.ellipse(34, 48, 5.5, 10.5, (250, 150, 140), 22)
    b.ellipse(33, 44, 2.6, 4.6, (255, 228, 220), 22)


def _draw_tree(b: Brush) -> None:
    b.ellipse(50, 93, 27, 5, SHADOW)
    b.blob([(44, 60), (56, 60), (57, 84), (64, 93), (50, 91), (36, 93), (43, 84)], (132, 92, 58))
    b.line([(47, 68), (46, 86)], (104, 70, 44), 2.2)
    for colour, shrink, lift in (((62, 118, 74), 1.0, 0), ((84, 146, 84), 0.84, -3.5)):
        for x, y, radius in ((50, 28, 23), (29, 45, 20), (71, 45, 20), (50, 52, 22)):
            b.ellipse(
                50 + (x - 50) * shrink,
                42 + (y - 42) * shrink + lift,
                radius * shrink,
                radius * shrink,
                colour,
            )
    for x, y in ((40, 22), (30, 40), (52, 36), (66, 44), (46, 54)):
        b.ellipse(x, y, 6, 4, (122, 178, 104), -20)


_PAINTERS = {"peter": _draw_peter, "wolf": _draw_wolf, "apple": _draw_apple, "tree": _draw_tree}


@lru_cache(maxsize=64)
def sprite(name: str, cell: int = 50) -> np.ndarray:
    """Return "peter", "wolf", "apple" or "tree": RGBA, uint8, shape (cell, cell, 4), read-only."""
    if name not in _PAINTERS:
        raise ValueError(f"sprites are {', '.join(_PAINTERS)}, not {name!r}")
    brush = Brush(FINE * cell)
    _PAINTERS[name](brush)
    return shrunk(brush.canvas, cell, cell)


def shrunk(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Return an RGB or RGBA picture made smaller, read-only."""
    small = image
    if image.shape[2] == 4:  # colours count as much as they cover, else edges turn black
        cover = image[:, :, 3:].astype(np.float32) / 255
        small = np.concatenate([image[:, :, :3] * cover, cover], axis=2)
        small = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_AREA)
        small[:, :, :3] /= np.maximum(small[:, :, 3:], 1e-6)
        small[:, :, 3] *= 255
        small = np.clip(small, 0, 255).round().astype(np.uint8)
    else:
        small = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_AREA)
    small.setflags(write=False)
    return small
