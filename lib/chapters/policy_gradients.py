"""The pictures of the policy-gradient chapter, and who notes when he is asked to act.

What else its checks need stands in `policy_gradients_cases`.
"""

from collections.abc import Mapping

import numpy as np

from lib.pictures import cartpole
from lib.pictures.cartpole import EITHER, LEFT, LOST, RIGHT
from lib.pictures.plots import FAINT, INK, SMALL, Picture, card, colours_of

LESS, MORE, DEEP = LOST, "#16855b", "#b9d6e4"
PUSHES = RIGHT, LEFT


def scene() -> Picture:
    """Draw Peter on the ice, his pole, and the four numbers of a state."""
    figure, axis = card(8.2, 3.3, title="Grandfather's pole, balanced on a cap")
    cartpole.rink(axis, (-4.1, 4.1), (-0.45, 2.75))
    for left, right, height in ((-3.4, -2.3, -0.18), (-0.3, 0.7, -0.3), (1.8, 3.1, -0.16)):
        axis.plot([left, right], [height, height], color=DEEP, linewidth=2)
    for end in (-2.4, 2.4):
        axis.plot([end, end], [-0.45, 2.1], color=LOST, linewidth=1.2, dashes=(4, 3))
    axis.text(2.46, 1.98, "the ice ends at ±2.4", color=LOST, fontsize=9, va="top")
    angle = np.deg2rad(15)
    cartpole.peter(axis, (0.12, 1.28, -0.07, 1.09), aspect="auto")
    cartpole.pole(axis, np.array([0.7, 1.0]), angle, 1.45, linewidth=7)
    axis.plot([0.7, 0.7], [1.0, 2.5], color=FAINT, linewidth=1, dashes=(3, 3))
    bend = np.linspace(0, angle, 20)
    axis.plot(0.7 + 1.2 * np.sin(bend), 1.0 + 1.2 * np.cos(bend), color=INK, linewidth=1.4)
    axis.text(0.64, 2.3, "angle", color=INK, fontsize=10, ha="right")
    axis.text(1.22, 1.86, "lost beyond 12°", color=LOST, fontsize=9)
    _arrow(axis, (1.12, 2.47), (1.5, 2.36), INK)
    axis.text(1.56, 2.33, "angular velocity", color=INK, fontsize=10)
    _arrow(axis, (0.05, 0.42), (-0.75, 0.42), LEFT)
    axis.text(-0.75, 0.56, "push left: 0", color=LEFT, fontsize=10)
    _arrow(axis, (1.35, 0.42), (2.0, 0.42), RIGHT)
    axis.text(2.08, 0.56, "push right: 1", color=RIGHT, fontsize=10, ha="right")
    axis.annotate(
        "",
        (0.7, -0.2),
        (0, -0.2),
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.2},
    )
    axis.plot([0, 0], [-0.28, -0.12], color=INK, linewidth=1.2)
    axis.text(-0.06, -0.2, "position and velocity", color=INK, fontsize=10, ha="right", va="center")
    return Picture(figure, "Peter on the ice with a leaning pole; position, angle, two pushes.")


def landscape(panels: Mapping[str, np.ndarray], *, title: str) -> Picture:
    """Draw P(left) over angle and angular velocity, one panel a policy.

    panels: caption to probabilities, shape (velocities, angles), as for the states of `cartpole.leaning`.
    """
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("push", [PUSHES[0], EITHER, PUSHES[1]])
    figure, axes = card(8.2, 3.3, columns=len(panels), title=title, sharey=True)
    for axis, (caption, p_left) in zip(np.atleast_1d(axes), panels.items(), strict=True):
        extent = (-12, 12, -2, 2)
        image = axis.imshow(
            p_left,
            origin="lower",
            extent=extent,
            aspect="auto",
            cmap=colours,
            vmin=0,
            vmax=1,
            interpolation="bilinear",
        )
        axis.grid(visible=False)
        axis.set(xlabel="angle [degrees]", xticks=(-12, -6, 0, 6, 12), yticks=(-2, -1, 0, 1, 2))
        axis.set_title(caption, **SMALL)
    np.atleast_1d(axes)[0].set_ylabel("angular velocity [rad/s]")
    bar = figure.colorbar(image, ax=axes, ticks=(0, 0.5, 1), fraction=0.05, pad=0.01)
    bar.ax.set_yticklabels(["right", "½", "left"], color=INK, fontsize=9)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
    return Picture(figure, f"{title}. Probability of a push to the left: {', '.join(panels)}.")


def credit(
    panels: Mapping[str, tuple[np.ndarray, np.ndarray]],
    *,
    title: str,
    ends: tuple[str, str] = (LESS, MORE),
) -> Picture:
    """Draw what each step of each episode weighs: green for more of this, red for less.

    panels: caption to weights and to which steps were played, both of shape (T, episodes).
    ends: other colours than red and green, for the lowest and the highest weight.
    """
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("credit", [ends[0], EITHER, ends[1]])
    figure, axes = card(8.2, 2.9, columns=len(panels), title=title, sharey=True)
    axes = np.atleast_1d(axes)
    for axis, (caption, (weights, playing)) in zip(axes, panels.items(), strict=True):
        last = max(1, int(np.flatnonzero(playing.any(axis=1)).max()) + 1)
        shown = np.where(playing, weights, np.nan)[:last].T
        top = max(np.nanmax(np.abs(shown)), 1e-9)
        edges = np.arange(last + 1), np.arange(shown.shape[0] + 1) + 0.5
        for row, values in enumerate(shown, start=1):  # a strip each, with a gap between
            values = np.ma.masked_invalid(values[None])
            sides = edges[0], np.array([row - 0.4, row + 0.4])
            axis.pcolormesh(*sides, values, cmap=colours, vmin=-top, vmax=top)
        axis.grid(visible=False)
        axis.set(xlabel="step t", ylim=(shown.shape[0] + 0.6, 0.4), xlim=(0, last))
        axis.set_title(f"{caption}   (full colour: ±{top:.3g})", **SMALL)
        axis.yaxis.get_major_locator().set_params(integer=True)
    axes[0].set_ylabel("episode")
    return Picture(figure, f"{title}. Weights of the steps of episodes: {', '.join(panels)}.")


def spread(results: Mapping[str, np.ndarray], *, title: str, xlabel: str) -> Picture:
    """Draw how a number came out in many repetitions, one row of bars for each method."""
    figure, axis = card(8.2, 0.95 * len(results) + 1.1, title=title)
    low = min(values.min() for values in results.values())
    high = max(values.max() for values in results.values())
    edges, left = np.linspace(low, high, 81), low - 0.33 * (high - low)
    middle = (edges[1:] + edges[:-1]) / 2
    rows = zip(results.items(), colours_of(results), strict=True)
    for row, ((name, values), colour) in enumerate(rows):
        counts = np.histogram(values, edges)[0]
        height = 0.85 * counts / counts.max()
        axis.fill_between(middle, -row, height - row, step="mid", color=colour, alpha=0.75)
        axis.plot([values.mean()] * 2, [-row, 0.9 - row], color=INK, linewidth=1.3)
        text = f"{name}\nmean {values.mean():.2f}, spread {values.std():.2f}"
        where = {"x": left, "y": 0.45 - row, "va": "center"}
        axis.text(s=text, color=colour, fontsize=9.5, fontweight="bold", **where)
    axis.axvline(0, color=FAINT, linewidth=0.8)
    axis.set(xlabel=xlabel, yticks=[], ylim=(0.88 - len(results), 1.05), xlim=(left, high))
    axis.spines["bottom"].set_bounds(low, high)  # the names of the rows stand left of it
    axis.set_xticks([tick for tick in axis.get_xticks() if low <= tick <= high])
    axis.grid(visible=False)
    return Picture(figure, f"{title}. Histograms of {xlabel} for {', '.join(results)}.")


def together(movies: Mapping[str, object], fps: float = 50):
    """Return one movie with several side by side; whoever is finished first waits, faded."""
    return cartpole.side_by_side(movies, _small, fps)


def _small(frame: np.ndarray, caption: str) -> np.ndarray:
    return cartpole.captioned(cartpole.shrunk(frame, 0.6)[20:], caption, (12, 22), 0.55)


def _arrow(axis, start, end, colour) -> None:
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "mutation_scale": 14}
    axis.annotate("", end, start, arrowprops=style)
