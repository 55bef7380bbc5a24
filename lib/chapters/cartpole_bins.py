"""The pictures of the binned CartPole chapter: Peter's pole among its bins, rulers, decisions."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from lib.pictures import cartpole
from lib.pictures.cartpole import EITHER, LEFT, LOST, RIGHT, TIPPING
from lib.pictures.plots import ARM, CARD, FAINT, GRID, INK, SMALL, Picture, card

HERE = "#f6c667"
NAMES = ("position [m]", "velocity [m/s]", "angle [rad]", "turning [rad/s]")
SHOWN = (2.6, 3.3, 0.26, 3.3)  # how far the pictures reach on either side of 0


def scene(position: float = 0.7, angle: float = 0.085, bins: tuple = (8, 12)) -> Picture:
    """Draw Peter with his pole; behind it the bins of its angle, below him those of his position.

    bins: how many of position and of angle.
    """
    from matplotlib.patches import Wedge

    figure, axis = card(8.2, 3.5, title="Which bin is the pole in?")
    cartpole.rink(axis, (-4.0, 4.0), (-0.62, 2.75))
    axis.set_aspect("equal")
    ends = np.linspace(-2.4, 2.4, bins[0] + 1)
    here = np.digitize(position, ends)
    for number, (left, right) in enumerate(pairwise(ends), start=1):
        colour = HERE if number == here else CARD if number % 2 else GRID
        axis.fill_between([left, right], -0.34, -0.1, color=colour, linewidth=0)
    axis.text(-2.5, -0.22, "position", color=INK, fontsize=10, ha="right", va="center")
    text = f"bin {here} of {bins[0]}"
    axis.text(2.5, -0.22, text, color=INK, fontsize=10, fontweight="bold", va="center")
    cap, stretch, length = np.array([position, 1.0]), 4.0, 1.55  # 12° alone would be too narrow
    edges = np.linspace(-TIPPING, TIPPING, bins[1] + 1)
    there = np.digitize(angle, edges)
    for number, (low, high) in enumerate(pairwise(edges), start=1):
        colour = HERE if number == there else "#e9f0f3" if number % 2 else "#d6e3ea"
        start, end = (90 - np.rad2deg(stretch * side) for side in (high, low))
        axis.add_patch(Wedge(cap, length + 0.1, start, end, width=1.1, fc=colour, ec=CARD, lw=1.2))
    for side in (-1, 1):
        out = cartpole.up(side * stretch * TIPPING)
        axis.plot(*zip(cap + 0.55 * out, cap + (length + 0.12) * out, strict=True), color=LOST)
    axis.text(position + 1.45, 1.83, "lost beyond 12°", color=LOST, fontsize=9)
    axis.text(position - 1.5, 1.83, "angle (drawn four times as wide)", color=INK, **_LEFT_OF)
    text = f"bin {there} of {bins[1]}"
    axis.text(position + 0.85, 2.52, text, color=INK, fontsize=10, fontweight="bold")
    cartpole.peter(axis, (position - 0.56, position + 0.56, -0.06, 1.06), aspect="equal")
    cartpole.pole(axis, cap, stretch * angle, length, linewidth=6, zorder=4)
    return Picture(figure, f"Peter on the ice; the pole in bin {there}, he in bin {here}.")


def rulers(
    choices: Mapping[str, Sequence], states: np.ndarray, *, title: str, visitors: str
) -> Picture:
    """Draw how often each number was visited, and below it each choice of bins as a ruler.

    choices: label to the edges of the four numbers. states: shape (n, 4). visitors: who was there.
    A bin nobody visited is left empty.
    """
    height = 1.9 + 0.38 * len(choices)
    figure, axes = card(8.2, height, columns=4, title=title)
    for column, (axis, name) in enumerate(zip(axes, NAMES, strict=True)):
        reach, seen = SHOWN[column], states[:, column]
        counts, ends = np.histogram(seen, np.linspace(-reach, reach, 61))
        middle = (ends[1:] + ends[:-1]) / 2
        axis.fill_between(middle, 1.6 * counts / counts.max(), step="mid", color=FAINT, alpha=0.45)
        for row, (edges, colour) in enumerate(zip(choices.values(), ARM, strict=False), start=1):
            inner = np.asarray(edges[column])
            visited = np.bincount(np.digitize(seen, inner), minlength=len(inner) + 1) > 0
            sides = np.clip([-reach, *inner, reach], -reach, reach)
            for number in range(len(inner) + 1):
                shade = (0.85 if number % 2 else 0.5) if visited[number] else 0.0
                left, width = sides[number], sides[number + 1] - sides[number]
                place = {"left": left, "height": 0.42}
                axis.barh(-0.52 * row, width, color=colour, alpha=shade, linewidth=0, **place)
            axis.plot([-reach, reach], [-0.52 * row - 0.27] * 2, color=GRID, linewidth=0.8)
        axis.set(xlabel=name, yticks=[], ylim=(-0.52 * len(choices) - 0.4, 1.75))
        axis.set_xlim(-reach, reach)
        axis.grid(visible=False)
    rows = -0.52 * np.arange(1, len(choices) + 1)
    axes[0].set_yticks(rows, list(choices))
    axes[0].tick_params(axis="y", length=0)
    for label, colour in zip(axes[0].get_yticklabels(), ARM, strict=False):
        label.set(color=colour, fontweight="bold")
    told = axes[0].set_title(f"grey: where {visitors} went; empty: bins never visited", **SMALL)
    told.set_in_layout(False)  # it may reach over the next panels
    return Picture(figure, f"{title}. Rulers for {', '.join(choices)}.")


def decisions(panels: Mapping[str, np.ndarray], angles, speeds, *, title: str) -> Picture:
    """Draw how much better one push looks than the other, over angle and angular velocity.

    panels: caption to Q, shape (angles, speeds, 2), near zero where little was learned. angles, speeds:
    the inner edges of their bins.
    """
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("push", [LEFT, EITHER, RIGHT])
    figure, axes = card(8.2, 3.5, columns=len(panels), title=title, sharey=True)
    sides = [
        np.array([2 * e[0] - e[1], *e, 2 * e[-1] - e[-2]])
        for e in map(np.asarray, (angles, speeds))
    ]
    for axis, (caption, Q) in zip(np.atleast_1d(axes), panels.items(), strict=True):
        practised = Q.max(axis=2) > 0.1 * Q.max()
        better = np.where(practised, Q[:, :, 1] - Q[:, :, 0], np.nan).T
        scale = np.nanquantile(np.abs(better), 0.5)
        shown = np.ma.masked_invalid(better)
        axis.pcolormesh(
            *sides, shown, cmap=colours, vmin=-scale, vmax=scale, edgecolor=CARD, linewidth=0.6
        )
        axis.grid(visible=False)
        axis.axvline(0, color=INK, linewidth=0.8, dashes=(3, 3))
        axis.axhline(0, color=INK, linewidth=0.8, dashes=(3, 3))
        axis.set(xlabel="angle [rad]")
        axis.set_title(caption, **SMALL)
    np.atleast_1d(axes)[0].set_ylabel("angular velocity [rad/s]")
    for x, name, colour in ((0.75, "push left", LEFT), (0.86, "push right", RIGHT)):
        style = {"fontsize": 10, "fontweight": "bold", "va": "top"}
        figure.text(x, 1 - 0.18 / 3.5, name, color=colour, **style)
    return Picture(figure, f"{title}. Preferred pushes: {', '.join(panels)}.")


def together(movies: Mapping[str, object], scale: float = 0.5, every: int = 1):
    """Return one movie with several side by side; whoever has fallen waits, faded, for the others."""

    def small(frame, caption):
        part = cartpole.shrunk(frame[60:385], scale)
        return cartpole.captioned(
            part, caption, (round(20 * scale), round(36 * scale)), 0.9 * scale
        )

    return cartpole.side_by_side(movies, small, 50 / every, every)


class Gif:
    """A GIF file that plays as the last value of a cell."""

    def __init__(self, path, alt: str):
        self.path, self.alt = path, alt

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        import base64

        data = base64.b64encode(self.path.read_bytes()).decode()
        style = "max-width: 100%; border-radius: 8px"
        return f'<img src="data:image/gif;base64,{data}" alt="{self.alt}" style="{style}">'


_LEFT_OF = {"fontsize": 9, "ha": "right"}
