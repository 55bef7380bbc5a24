"""The pictures of the chapter on pixels. What its checks need stands in `pixels_cases`."""

from collections.abc import Callable, Mapping, Sequence

import gymnasium
import numpy as np

from lib.pictures import cartpole
from lib.pictures.cartpole import LEFT, LOST, RIGHT
from lib.pictures.plots import INK, SMALL, Picture, card, rgb

NUMBERS = "position", "velocity", "angle", "angular velocity", "… one push ago"


def scene(frame: np.ndarray, where: tuple[int, int, int, int]) -> Picture:
    """Draw a frame and what is cut out of it; where: first and last row, the cart's row, the reach."""
    top, bottom, row, reach = where
    figure, axes = card(8.2, 3.4, columns=2, title="What the screen shows, and what matters of it")
    dark = np.flatnonzero(frame[row].max(axis=1) < 128)
    middle = int(dark[0] + dark[-1]) // 2
    left, right = middle - reach, middle + reach + 1
    axes[0].imshow(frame)
    axes[0].plot(
        [left, right, right, left, left], [top, top, bottom, bottom, top], color=LOST, linewidth=1.6
    )
    axes[0].axhline(row, color=LEFT, linewidth=1, dashes=(4, 3))
    axes[0].text(8, row + 24, "the cart's row", color=LEFT, fontsize=9)
    axes[0].set_title("a frame: 400 × 600 pixels, three colours", **SMALL)
    axes[1].imshow(frame[top:bottom, max(left, 0) : right])
    axes[1].set_title(f"a patch: {bottom - top} × {right - left}", **SMALL)
    for axis in axes:
        _bare(axis)
    return Picture(figure, "A CartPole frame with a frame around the pole, and that part alone.")


def moments(camera: Callable, seed: int, steps: int) -> np.ndarray:
    """Return the patches of so many successive moments of a pole that is pushed at random."""
    rng = np.random.default_rng(seed)
    envs = gymnasium.make_vec("CartPole-v1", num_envs=1, vectorization_mode="vector_entry_point")
    states, seen = envs.reset(seed=seed)[0], []
    for _ in range(steps):
        seen.append(camera(states)[0])
        states = envs.step(rng.integers(2, size=1))[0]
    envs.close()
    return np.stack(seen)


def film_strip(looks: Sequence[np.ndarray]) -> Picture:
    """Draw successive looks, shape (rows, columns, 2): above what is there, below how it changed."""
    figure, axes = card(8.2, 3.5, columns=len(looks), title="Successive looks of one pole")
    for number, (axis, seen) in enumerate(zip(axes, looks, strict=True)):
        gap = np.full((2, seen.shape[1]), np.nan)
        above = np.ma.masked_invalid(np.concatenate([seen[..., 0], gap, gap]))
        axis.imshow(above, cmap="Greys", vmin=0, vmax=1, extent=(0, 13, 26, 0), aspect="auto")
        below = np.ma.masked_invalid(np.concatenate([gap, seen[..., 1]]))
        axis.imshow(below, cmap="PuOr", vmin=-1.5, vmax=1.5, extent=(0, 13, 52, 26), aspect="auto")
        axis.set(xlim=(0, 13), ylim=(52, 0))
        axis.set_title(f"{number + 1}", **SMALL)
        _bare(axis)
    axes[0].set_ylabel("change          patch", color=INK, fontsize=9)
    return Picture(figure, "Patches of a leaning pole in a row, below each its change.")


def readable(rows: Mapping[str, np.ndarray]) -> Picture:
    """Draw R² of the four numbers and of the velocity before the last push, one row a way to look."""
    figure, axis = card(8.2, 0.42 * len(rows) + 1.2, title="What can be read, and from what (R²)")
    values = np.array(list(rows.values()))
    axis.imshow(np.clip(values, 0, 1), cmap="YlGn", vmin=0, vmax=1.3, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        text = f"{max(value, 0):.2f}" if value > -9 else "0"
        axis.text(column, row, text, ha="center", va="center", color="#222222", fontsize=9.5)
    axis.set_xticks(range(len(NUMBERS)), NUMBERS)
    axis.set_yticks(range(len(rows)), list(rows))
    axis.grid(visible=False)
    told = "; ".join(
        f"{name}: " + ", ".join(f"{n} {v:.2f}" for n, v in zip(NUMBERS, value, strict=True))
        for name, value in rows.items()
    )
    return Picture(figure, f"What can be read. {told}.")


def answers(found: np.ndarray) -> Picture:
    """Draw a layer's answers to one look, shape (rows, columns, filters), a panel for each filter."""
    figure, axes = card(
        8.2, 1.9, columns=found.shape[2], title="Eight filters, nothing learned yet"
    )
    for number, axis in enumerate(axes):
        axis.imshow(found[:, :, number], cmap="Purples", vmin=0, vmax=max(found.max(), 1e-9))
        axis.set_title(f"{number + 1}", **SMALL)
        _bare(axis)
    return Picture(figure, "The answers of eight filters to one look.")


def window(frame: np.ndarray, seen: np.ndarray, push: int | None, caption: str) -> np.ndarray:
    """Return a picture for a film: a frame, and beside it what Peter sees and does; (200, 460, 3)."""
    import cv2

    left = cartpole.shrunk(np.ascontiguousarray(frame[100:340]), 0.6)[:, :360]
    picture = np.full((200, 460, 3), 251, dtype=np.uint8)
    picture[40 : 40 + left.shape[0], : left.shape[1]] = left
    grey = 255 * (1 - np.clip(seen[..., 0], 0, 1))
    change = 255 * np.clip(0.5 - seen[..., 1] / 3, 0, 1)
    for place, part in ((365, grey), (415, change)):
        shown = cv2.resize(part.astype(np.uint8), (45, 84), interpolation=cv2.INTER_NEAREST)
        picture[60:144, place : place + 45] = shown[..., None]
    if push is not None:
        tip = (170, 192) if push == 0 else (190, 192)
        colour = rgb((LEFT, RIGHT)[push])
        cv2.arrowedLine(picture, (180, 192), (tip[0] * 3 - 360, 192), colour, 3, tipLength=0.4)
    return cartpole.captioned(picture, caption, (10, 24), 0.5)


def _bare(axis) -> None:
    axis.set(xticks=[], yticks=[])
    axis.grid(visible=False)
    axis.spines["bottom"].set_visible(False)
