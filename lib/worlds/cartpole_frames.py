"""CartPole as one sees it: gymnasium's pictures, drawn by OpenCV straight from the states.

Gymnasium draws one picture after another, 600 pixels wide and 400 high, to throw nearly all of it
away. A `Camera` draws only a patch around the cart, for many states at once. A state is gymnasium's:
position, velocity, angle, angular velocity, in the last axis.
"""

from collections.abc import Callable

import gymnasium
import numpy as np

WIDTH, HEIGHT = 600, 400  # of a frame, in pixels
SCALE = WIDTH / 4.8  # pixels a metre: 2.4 to either side
TOP, BOTTOM = 166, 286  # a patch: rows 166 to 285, as many columns to either side of the cart
_CART, _POLE, _AXLE = (0, 0, 0), (202, 152, 101), (129, 132, 203)
_GREY = 0, 161, 139  # the same three, as OpenCV turns them into grey
_CORNERS = np.array([(-5, -5), (-5, 120), (5, 120), (5, -5)])  # of an upright pole, from its axle
_FOOT = 107.5  # height of the axle above the bottom of the frame
_SHIFT = 4  # sub-pixel drawing: coordinates are counted in sixteenths of a pixel


def column_of(states: np.ndarray) -> np.ndarray:
    """Return the column of a frame in whose middle the cart stands, shape (...)."""
    return np.trunc(np.asarray(states, dtype=float)[..., 0] * SCALE + WIDTH / 2).astype(int)


def corners_of(states: np.ndarray, *, whole_pixels: bool = True) -> np.ndarray:
    """Return (column, row) in the frame of the pole's four corners, shape (..., 4, 2).

    whole_pixels: cut off what is behind the point, before rows are counted from the top, as
    gymnasium's drawing does.
    """
    states = np.asarray(states, dtype=float)
    cos, sin = np.cos(-states[..., 2, None]), np.sin(-states[..., 2, None])
    across, along = _CORNERS.T
    x = across * cos - along * sin + (states[..., 0, None] * SCALE + WIDTH / 2)
    y = across * sin + along * cos + _FOOT
    corners = np.stack([x, y], axis=-1)
    corners = np.trunc(corners) if whole_pixels else corners
    corners[..., 1] = HEIGHT - 1 - corners[..., 1]
    return corners


def draw_frames(states: np.ndarray, *, whole_pixels: bool = True) -> np.ndarray:
    """Return whole frames as gymnasium's `render()` does, uint8, shape (n, 400, 600, 3); states: (n, 4)."""
    frames = np.full((len(states), HEIGHT, WIDTH, 3), 255, dtype=np.uint8)
    corners = corners_of(states, whole_pixels=whole_pixels)
    middles = np.asarray(states, dtype=float)[:, 0] * SCALE + WIDTH / 2
    for frame, pole, middle in zip(frames, corners, middles, strict=True):
        _draw(frame, pole, middle, (_CART, _POLE, _AXLE), whole_pixels=whole_pixels)
    return frames


class Camera:
    """Draws the patch of a frame around the cart, for many states at once.

    shape: rows and columns of a patch. Rows divide 120, each pixel is the mean of a square block, and
    the patch begins so many columns left of the cart's as half its width, rounded down. So an odd
    number of columns with odd blocks has the cart in its very middle: (24, 13), (40, 21).
    whole_pixels: draw as gymnasium does, else the pole is where it is, to a sixteenth of a pixel.

    With whole pixels there are only so many poles to draw; each is drawn when it is first seen, and
    looked up from then on.
    """

    def __init__(self, shape: tuple[int, int] = (30, 16), *, whole_pixels: bool = True):
        if (BOTTOM - TOP) % shape[0]:
            raise ValueError(f"rows must divide {BOTTOM - TOP}, got a patch of {shape}")
        self.shape, self.whole_pixels = tuple(shape), whole_pixels
        self.width = (BOTTOM - TOP) // shape[0] * shape[1]  # of the frame, in pixels
        self._known: dict[bytes, np.ndarray] = {}

    def __call__(self, states: np.ndarray) -> np.ndarray:
        """Return how dark each pixel is, 0 for white to 1 for black; float32, shape (n, rows, columns).

        states: shape (n, 4). What lies beyond the edge of the frame is white.
        """
        states = np.asarray(states, dtype=float)
        half = self.width // 2
        left = column_of(states) - half
        first, last = np.maximum(-left, 0), np.clip(WIDTH - left, 0, self.width)
        corners = corners_of(states, whole_pixels=self.whole_pixels)
        if not self.whole_pixels:
            left = states[:, 0] * SCALE + WIDTH / 2 - half
        corners -= np.stack([left, np.full_like(left, TOP)], axis=-1)[:, None]
        if not self.whole_pixels:
            views = zip(corners, first, last, strict=True)
            return np.stack([self._drawn(*view) for view in views])
        keys = np.empty((len(states), 10), dtype=np.int16)
        keys[:, :8], keys[:, 8], keys[:, 9] = corners.reshape(-1, 8), first, last
        raw, size, found, known = keys.tobytes(), 20, [], self._known
        for row in range(len(keys)):
            key = raw[size * row : size * row + size]
            patch = known.get(key)
            if patch is None:
                patch = known[key] = self._drawn(corners[row], first[row], last[row])
            found.append(patch)
        return np.stack(found)

    def _drawn(self, corners: np.ndarray, first: int, last: int) -> np.ndarray:
        import cv2

        canvas = np.full((BOTTOM - TOP, self.width), 255, dtype=np.uint8)
        _draw(canvas, corners, self.width // 2, _GREY, whole_pixels=self.whole_pixels, top=TOP)
        canvas[:, :first], canvas[:, last:] = 255, 255
        rows, columns = self.shape
        small = cv2.resize(canvas, (columns, rows), interpolation=cv2.INTER_AREA)
        return 1 - small.astype(np.float32) / 255


class SeenPoles:
    """CartPole-v1, n poles side by side, seen and not felt; else gymnasium's vector environment.

    camera: draws pictures from states, shape (n, 4), without gymnasium. cut: makes a picture from
    each of gymnasium's own frames instead. Exactly one of the two is given; ValueError if not.

    In the step after an episode's end the action is ignored, nothing is paid, and the first picture
    of the next episode is seen.
    """

    def __init__(
        self,
        n: int,
        camera: Callable[[np.ndarray], np.ndarray] | None = None,
        *,
        cut: Callable[[np.ndarray], np.ndarray] | None = None,
        max_episode_steps: int = 500,
    ):
        if (camera is None) == (cut is None):
            raise ValueError("give a camera that draws, or a cut of gymnasium's frames, not both")
        self.num_envs, self._camera, self._cut = n, camera, cut
        self.envs = gymnasium.make_vec(
            "CartPole-v1",
            num_envs=n,
            vectorization_mode="vector_entry_point",
            render_mode="rgb_array",
            max_episode_steps=max_episode_steps,
        )

    def reset(self, *, seed: int | None = None, options: dict | None = None):
        """Begin the first episodes; return pictures, shape (n, …), and an empty info."""
        states, info = self.envs.reset(seed=seed, options=options)
        return self._seen(states), info

    def step(self, actions: np.ndarray):
        """Return pictures, rewards, terminated, truncated and info of the next moment."""
        states, *rest = self.envs.step(np.asarray(actions))
        return self._seen(states), *rest

    def close(self) -> None:
        """Give back what the pictures took."""
        self.envs.close()

    def _seen(self, states: np.ndarray) -> np.ndarray:
        if self._camera is not None:
            return self._camera(states)
        return np.stack([self._cut(frame) for frame in self.envs.render()])


def _draw(picture, corners, middle, colours, *, whole_pixels: bool, top: int = 0) -> None:
    """Draw cart, pole and axle; `middle` is the column of the cart, `top` the first row of the picture."""
    import cv2  # here, because importing OpenCV takes a moment

    cart, pole, axle = colours
    left, right = (int(middle + side) for side in (-25, 25))  # as gymnasium truncates
    cv2.rectangle(picture, (left, 284 - top), (right, 314 - top), cart, cv2.FILLED)
    if whole_pixels:
        points = corners.astype(np.int32)
        cv2.fillPoly(picture, [points], pole, cv2.LINE_AA)
    else:
        points = np.round(corners * 2**_SHIFT).astype(np.int32)
        cv2.fillPoly(picture, [points], pole, cv2.LINE_AA, _SHIFT)
    for thickness in (1, cv2.FILLED):
        cv2.circle(picture, (int(middle), 292 - top), 5, axle, thickness, cv2.LINE_AA)
    if picture.shape[0] == HEIGHT:
        picture[HEIGHT - 1 - 100] = cart
