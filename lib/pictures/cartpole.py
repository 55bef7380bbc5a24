"""What the skating chapters draw with: the ice, Peter and his pole, and movies side by side."""

from collections.abc import Callable, Mapping

import numpy as np

ICE, WOOD, LOST = "#dcebf2", "#8a5a2b", "#b23a48"
LEFT, RIGHT, EITHER = "#2f78bf", "#e0702a", "#efece3"  # a push, the other, no matter which
SHADE = (150, 185, 205)  # of a shadow that falls on ice instead of grass
TIPPING = 12 * np.pi / 180  # the pole is lost beyond this angle


def leaning(columns: int = 49, rows: int = 41) -> np.ndarray:
    """Return states in the middle of the ice, at rest, over angle and angular velocity.

    Shape (rows, columns, 4): every angle at which the pole is not lost, velocities within ±2 rad/s.
    """
    states = np.zeros((rows, columns, 4), dtype=np.float32)
    states[..., 2] = np.linspace(-TIPPING, TIPPING, columns)
    states[..., 3] = np.linspace(-2, 2, rows)[:, None]
    return states


def rink(axis, xlim: tuple[float, float], ylim: tuple[float, float]) -> None:
    """Leave an axis nothing but ice, whose surface is at height 0."""
    axis.set(xlim=xlim, ylim=ylim, xticks=[], yticks=[])
    axis.spines["bottom"].set_visible(False)
    axis.grid(visible=False)
    axis.fill_between(xlim, ylim[0], 0, color=ICE, linewidth=0)


def peter(axis, extent: tuple, aspect: str) -> None:
    """Stand Peter on the ice; extent: his left, right, bottom and top."""
    from lib.pictures.figures import SHADOW, sprite

    image = sprite("peter", 300).copy()
    shaded = np.abs(image[:, :, :3].astype(int) - SHADOW).max(axis=2) < 12
    image[shaded, :3] = SHADE
    axis.imshow(image, extent=extent, zorder=3, aspect=aspect)


def up(angle: float) -> np.ndarray:
    """Return the direction, of length 1, in which a pole points that leans by an angle in rad."""
    return np.array([np.sin(angle), np.cos(angle)])


def pole(axis, foot: np.ndarray, angle: float, length: float, **style) -> None:
    """Draw a pole that stands on its foot and leans by an angle in rad."""
    ends = zip(foot, foot + length * up(angle), strict=True)
    axis.plot(*ends, color=WOOD, solid_capstyle="round", **style)


def side_by_side(
    movies: Mapping[str, object],
    small: Callable[[np.ndarray, str], np.ndarray],
    fps: float,
    every: int = 1,
):
    """Return one movie of several; whoever is finished first waits, faded, for the others.

    small: turns a frame and the movie's caption into a part of the new frame. every: of so many
    frames one is kept.
    """
    import cv2

    from lib.pictures.movies import Movie

    reels = [[small(frame, name) for frame in movie.frames] for name, movie in movies.items()]
    faded = [cv2.addWeighted(r[-1], 0.35, np.full_like(r[-1], 251), 0.65, 0) for r in reels]
    frames = []
    for moment in range(0, max(map(len, reels)), every):
        both = zip(reels, faded, strict=True)
        frames.append(np.hstack([r[moment] if moment < len(r) else pale for r, pale in both]))
    return Movie(frames, fps, alt=f"Side by side: {', '.join(movies)}.")


def shrunk(frame: np.ndarray, scale: float) -> np.ndarray:
    """Return a smaller copy of a frame."""
    import cv2

    return cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def captioned(frame: np.ndarray, caption: str, place: tuple[int, int], size: float) -> np.ndarray:
    """Return a copy of a frame with a line of text that begins at a place (x, y)."""
    import cv2

    frame, font = frame.copy(), cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(frame, caption, place, font, size, (43, 42, 39), 1, cv2.LINE_AA)
    return frame
