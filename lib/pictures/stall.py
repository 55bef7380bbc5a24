"""Who comes to a market stall, and what lies on it, drawn as in `figures`."""

from functools import lru_cache

import numpy as np

from lib.pictures.figures import FINE, INK, WHITE, Brush, shrunk, sprite


def _face(b: Brush, y: float, apart: float, size: float = 3.0) -> None:
    """Draw two eyes at a height."""
    for side in (-1, 1):
        b.ellipse(50 + side * apart, y, size, size * 1.25, INK)
        b.ellipse(50 + side * apart + 1, y - 1.4, size * 0.35, size * 0.4, WHITE)


def _cat(b: Brush) -> None:
    fur, dark, light = (226, 150, 74), (190, 112, 50), (250, 226, 196)
    b.line([(74, 84), (88, 78), (90, 62), (84, 54)], fur, 8)
    b.blob([(50, 56), (68, 66), (74, 86), (50, 93), (26, 86), (32, 66)], fur)
    b.ellipse(50, 80, 11, 10, light)
    for side in (-1, 1):
        b.polygon([(50 + side * 8, 24), (50 + side * 27, 6), (50 + side * 28, 38)], fur)
        b.polygon(
            [(50 + side * 13, 24), (50 + side * 24, 14), (50 + side * 25, 33)], (240, 178, 168)
        )
    b.ellipse(50, 41, 28, 23, fur)
    for x in (42, 50, 58):
        b.line([(x, 20), (x, 28)], dark, 3)
    b.ellipse(42, 50, 10, 8, light)
    b.ellipse(58, 50, 10, 8, light)
    for side in (-1, 1):
        b.ellipse(50 + side * 13, 38, 5.6, 5.6, (150, 196, 92))
        b.ellipse(50 + side * 13, 38, 1.9, 5, INK)
        for lift in (-2, 2):
            b.line([(50 + side * 14, 50), (50 + side * 34, 48 + 2 * lift)], WHITE, 1.2)
    b.polygon([(46, 44), (54, 44), (50, 49)], (214, 110, 110))
    b.line([(43, 51), (46, 54), (50, 51), (54, 54), (57, 51)], INK, 1.8)


def _bird(b: Brush) -> None:
    blue, dark, light = (84, 148, 204), (52, 106, 164), (240, 232, 206)
    b.line([(44, 84), (43, 94)], (208, 138, 50), 3)
    b.line([(57, 84), (58, 94)], (208, 138, 50), 3)
    b.blob([(78, 60), (98, 50), (95, 64), (78, 74)], dark)
    b.blob([(48, 20), (72, 30), (82, 58), (66, 84), (40, 86), (22, 68), (24, 38)], blue)
    b.blob([(38, 56), (56, 56), (60, 76), (46, 85), (30, 76)], light)
    b.blob([(58, 48), (76, 56), (80, 72), (66, 74)], dark)
    b.blob([(46, 22), (44, 8), (52, 14), (60, 6), (57, 22)], dark)
    b.polygon([(30, 44), (8, 50), (30, 56)], (236, 168, 56))
    b.line([(10, 50), (30, 50)], (196, 124, 34), 1.6)
    b.ellipse(40, 40, 7.5, 7.5, WHITE)
    b.ellipse(38.5, 40, 3.6, 4.4, INK)
    b.ellipse(39.6, 38.4, 1.2, 1.4, WHITE)


def _grandfather(b: Brush) -> None:
    skin, grey, coat = (240, 204, 172), (222, 222, 218), (96, 104, 84)
    b.blob([(50, 58), (74, 68), (80, 93), (20, 93), (26, 68)], coat)
    b.line([(50, 66), (50, 92)], (66, 74, 58), 2)
    b.ellipse(50, 43, 23, 22, skin)
    for side in (-1, 1):
        b.ellipse(50 + side * 23, 44, 4.5, 6, skin)
    b.blob([(28, 46), (34, 56), (50, 54), (66, 56), (72, 46), (70, 68), (50, 82), (30, 68)], grey)
    b.blob([(34, 55), (50, 50), (66, 55), (58, 60), (50, 57), (42, 60)], (242, 242, 238))
    b.ellipse(50, 49, 4.4, 4.8, (226, 168, 142))
    _face(b, 40, 10, 2.6)
    for side in (-1, 1):
        b.line([(50 + side * 5, 33), (50 + side * 16, 32)], grey, 3.2)
    b.blob([(26, 30), (34, 12), (52, 7), (70, 14), (75, 30), (50, 24)], (104, 82, 62))
    b.blob([(22, 32), (50, 23), (79, 31), (80, 36), (50, 29), (21, 37)], (80, 62, 46))


def _fish(b: Brush) -> None:
    b.blob([(70, 50), (92, 30), (88, 50), (92, 70)], (96, 140, 172))
    b.blob([(8, 50), (30, 32), (56, 32), (76, 50), (56, 68), (30, 68)], (128, 176, 204))
    b.blob([(14, 54), (36, 62), (64, 58), (50, 68), (30, 68)], (206, 226, 232))
    b.ellipse(25, 46, 4, 4.4, INK)
    b.line([(38, 38), (42, 50), (38, 62)], (92, 138, 170), 2.4)


def _seeds(b: Brush) -> None:
    b.blob([(30, 34), (70, 34), (82, 78), (50, 90), (18, 78)], (206, 176, 124))
    b.blob([(28, 34), (50, 26), (72, 34), (50, 42)], (120, 88, 52))
    for x, y in ((40, 33), (50, 30), (60, 34), (48, 37), (34, 92), (70, 92), (58, 94)):
        b.ellipse(x, y, 4, 2.6, (238, 208, 120), 30)
    b.line([(28, 40), (72, 40)], (160, 124, 76), 3)


def _tea(b: Brush) -> None:
    for x in (40, 54):
        b.line([(x, 34), (x + 5, 25), (x - 1, 17), (x + 4, 8)], (196, 196, 190), 3)
    b.ellipse(76, 58, 13, 13, (236, 230, 216))
    b.ellipse(76, 58, 7, 7, (251, 249, 243))
    b.blob([(20, 42), (76, 42), (72, 70), (58, 84), (38, 84), (24, 70)], (236, 230, 216))
    b.ellipse(48, 43, 27, 6, (176, 104, 44))
    b.ellipse(48, 88, 34, 5, (214, 206, 188))


def _milk(b: Brush) -> None:
    b.line([(70, 44), (84, 50), (82, 68), (70, 74)], (150, 168, 190), 5)
    b.blob([(34, 24), (66, 24), (70, 50), (76, 82), (50, 92), (24, 82), (30, 50)], (176, 194, 214))
    b.ellipse(50, 25, 17, 5, (252, 252, 250))
    b.blob([(36, 52), (64, 52), (68, 78), (50, 84), (32, 78)], (200, 214, 230))


def _cherries(b: Brush) -> None:
    b.line([(34, 64), (44, 36), (60, 14)], (92, 128, 58), 3)
    b.line([(66, 68), (62, 40), (60, 14)], (92, 128, 58), 3)
    b.blob([(60, 16), (74, 8), (92, 16), (78, 28)], (98, 160, 70))
    for x, y in ((32, 72), (67, 76)):
        b.ellipse(x, y, 17, 16, (188, 24, 52))
        b.ellipse(x - 6, y - 6, 4, 5, (240, 130, 140), 20)


def _scarf(b: Brush) -> None:
    red, pale = (186, 58, 92), (238, 206, 178)
    b.blob([(58, 40), (74, 46), (78, 88), (58, 90)], red)
    b.blob([(18, 28), (50, 22), (84, 28), (82, 48), (50, 54), (20, 48)], red)
    b.line([(34, 26), (36, 51)], pale, 5)
    b.line([(66, 26), (64, 51)], pale, 5)
    b.line([(59, 68), (77, 66)], pale, 5)
    for x in (61, 67, 74):
        b.line([(x, 88), (x, 96)], red, 2.6)


def _umbrella(b: Brush) -> None:
    b.line([(50, 12), (50, 82), (54, 90), (62, 90), (66, 84)], (110, 84, 60), 4)
    b.blob([(50, 14), (78, 24), (92, 54), (50, 46), (8, 54), (22, 24)], (82, 110, 176))
    b.blob([(50, 14), (60, 26), (64, 50), (50, 46), (36, 50), (40, 26)], (112, 140, 204))


_PAINTERS = {
    "cat": _cat,
    "bird": _bird,
    "grandfather": _grandfather,
    "fish": _fish,
    "seeds": _seeds,
    "tea": _tea,
    "milk": _milk,
    "cherries": _cherries,
    "scarf": _scarf,
    "umbrella": _umbrella,
}


@lru_cache(maxsize=64)
def drawn(name: str, size: int = 48) -> np.ndarray:
    """Return a guest or a ware (apples and Peter as well), RGBA, uint8, shape (size, size, 4)."""
    if name in ("peter", "apple", "apples"):
        return sprite(name.removesuffix("s"), size)
    if name not in _PAINTERS:
        raise ValueError(f"there are pictures of {', '.join(_PAINTERS)}, not of {name!r}")
    brush = Brush(FINE * size)
    _PAINTERS[name](brush)
    image = shrunk(brush.canvas, size, size)
    image.setflags(write=False)
    return image
