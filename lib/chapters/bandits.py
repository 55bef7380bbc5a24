"""The pictures of the bandit chapter: three clearings, what Peter did there, what he believes."""

import base64
import io
from collections.abc import Sequence

import numpy as np

from lib.pictures.plots import ARM, CARD, DPI, FAINT, INK, SMALL, Picture, card

NAMES = ("Brook", "Oak", "Mill")


def scene(names: Sequence[str] = NAMES) -> Picture:
    """Draw a wood with up to three clearings, a path to each, and Peter."""
    from matplotlib.patches import Circle, Ellipse, Polygon

    figure, axis = card(8.2, 2.9)
    axis.set(xlim=(0, 12), ylim=(-0.1, 3.95), aspect="equal")
    axis.set_axis_off()
    centres = np.array([(2.1, 2.55), (6.0, 2.85), (9.9, 2.55)])[: len(names)]
    t = np.linspace(0, 1, 40)
    paths = [
        np.column_stack([6 + (x - 6) * t**2 * (3 - 2 * t), 0.5 + (y - 0.5) * t]) for x, y in centres
    ]
    for path, (x, y), name, colour in zip(paths, centres, names, ARM, strict=False):
        axis.plot(*path.T, color="#ead9b4", linewidth=8, solid_capstyle="round")
        axis.add_patch(Ellipse((x, y), 2.9, 1.35, fc="#dde9bf", ec="#b9cc8d", zorder=2))
        style = {"ha": "center", "va": "center", "color": colour, "fontweight": "bold", "zorder": 4}
        axis.text(x, y + 0.17, "?", fontsize=21, **style)
        axis.text(x, y - 0.36, name, fontsize=11, **style)
        for dx, dy in ((-0.8, 0.18), (0.8, 0.25), (0.95, -0.2)):
            axis.plot(
                [x + dx, x + dx + 0.05], [y + dy, y + dy + 0.19], color="#5a3d22", lw=1.2, zorder=4
            )
            axis.add_patch(Circle((x + dx, y + dy), 0.09, fc="#c8102e", zorder=5))
    for x, y in _tree_places(centres, np.concatenate(paths)):
        for lift, half in ((0, 0.23), (0.17, 0.18), (0.34, 0.13)):
            corners = [(x - half, y + lift), (x + half, y + lift), (x, y + lift + 0.3)]
            axis.add_patch(Polygon(corners, fc="#55846a", ec="#47725a", lw=0.5, zorder=3 - y / 10))
    axis.add_patch(
        Polygon([(5.8, 0), (6.2, 0), (6.09, 0.48), (5.91, 0.48)], fc="#2f6fb0", zorder=7)
    )
    axis.add_patch(Circle((6, 0.6), 0.15, fc="#f3d2b3", zorder=7))
    axis.add_patch(Polygon([(5.82, 0.65), (6.18, 0.65), (6.05, 0.9)], fc="#c8102e", zorder=8))
    return Picture(figure, f"Peter before a wood with {', '.join(names)}, a path to each.")


def diary(
    arms: Sequence[int],
    rewards: Sequence[int],
    *,
    title: str,
    names: Sequence[str] = NAMES,
    prize: str = "an apple",
) -> Picture:
    """Draw one dot a morning in the row of the arm chosen: full for a prize, open for none."""
    figure, axis = card(8.2, 2.4, title=title)
    arms, rewards = np.asarray(arms), np.asarray(rewards)
    for arm, colour in zip(range(len(names)), ARM, strict=False):
        for reward, face in ((1, colour), (0, "none")):
            mornings = np.flatnonzero((arms == arm) & (rewards == reward)) + 1
            axis.scatter(mornings, np.full(mornings.shape, arm), s=34, fc=face, ec=colour, lw=1.3)
    axis.set(xlabel="morning", xlim=(0, len(arms) + 1), ylim=(len(names) - 0.5, -0.5))
    axis.set_yticks(range(len(names)), names)
    axis.tick_params(axis="y", length=0)
    axis.set_title(f"full: {prize}, open: none", **SMALL)
    return Picture(figure, f"{title}. One dot for each of {len(arms)} mornings.")


def estimates(Q, N, means, *, title: str, bonus=None, names: Sequence[str] = NAMES) -> Picture:
    """Draw each arm's estimate beside the truth, with the bonus on top of it if there is one."""
    figure, axis = card(8.2, 2.5, title=title)
    rows = np.arange(len(names))
    axis.barh(rows, Q, height=0.55, color=ARM[: len(names)], alpha=0.8)
    if bonus is not None:
        axis.barh(rows, bonus, left=Q, height=0.55, color=ARM[: len(names)], alpha=0.25)
    axis.plot(means, rows, "|", color=INK, markersize=26, mew=2)
    right = max(1.0, np.max(Q if bonus is None else np.add(Q, bonus)))
    for row, pulls in zip(rows, N, strict=True):
        axis.annotate(
            f"{pulls:g} pull{'' if pulls == 1 else 's'}",
            (1, row),
            (8, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=FAINT,
        )
    axis.set(xlabel="apples per morning", xlim=(0, right), ylim=(len(names) - 0.5, -0.5))
    axis.set_yticks(rows, names)
    axis.tick_params(axis="y", length=0)
    axis.grid(visible=False)
    what = "bar: the estimate, " + ("pale: the bonus, " if bonus is not None else "")
    axis.set_title(what + "black line: the truth", **SMALL)
    return Picture(figure, f"{title}. Estimates {np.round(Q, 2)}, truth {np.asarray(means)}.")


def posteriors(
    moments: Sequence[tuple], means, *, title: str, names: Sequence[str] = NAMES
) -> Picture:
    """Draw the Beta density of every arm at several moments, side by side.

    moments: (caption, a, b) each, with a and b of shape (k,). means: the truth, shape (k,).
    """
    figure, axes = card(8.2, 3.2, len(moments), title=title, sharex=True)
    for axis, (caption, a, b) in zip(np.atleast_1d(axes), moments, strict=True):
        _densities(axis, a, b, means)
        axis.set_title(caption, **SMALL)
        axis.set_xlabel("success probability θ")
    np.atleast_1d(axes)[0].set_ylabel("density")
    _name_arms(figure, names)
    return Picture(figure, f"{title}. Posterior densities of {', '.join(names)}.")


class Movie:
    """A small animation that plays in any notebook viewer (GIF), with a text for all others."""

    def __init__(self, gif: bytes, width: int, alt: str):
        self.gif, self.width, self.alt = gif, width, alt

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.gif).decode()
        return f'<img src="data:image/gif;base64,{data}" width="{self.width}" alt="{self.alt}">'


def posterior_movie(
    moments: Sequence[tuple], means, *, seconds: float = 0.25, names: Sequence[str] = NAMES
) -> Movie:
    """Turn moments, as for `posteriors`, into an animation that rests on the last one."""
    from PIL import Image

    peak = max(_beta(a_k, b_k).max() for _, a, b in moments for a_k, b_k in zip(a, b, strict=True))
    frames = []
    for caption, a, b in moments:
        figure, axis = card(6.4, 3.3)
        figure.patch.set(alpha=1, facecolor=CARD)  # GIF knows no half-transparent corners
        figure.set_layout_engine("none")  # the same frame every time, and ten times faster
        axis.set_position((0.09, 0.16, 0.88, 0.66))  # below the names
        _name_arms(figure, names)
        _densities(axis, a, b, means)
        axis.set(xlabel="success probability θ", ylabel="density", ylim=(0, 1.05 * peak))
        axis.set_title(caption, loc="left", fontsize=10.5, color=INK, fontweight="bold")
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=1.5 * DPI)
        frames.append(Image.open(buffer).convert("P", palette=Image.Palette.ADAPTIVE, colors=64))
    gif = io.BytesIO()
    times = [round(1000 * seconds)] * (len(frames) - 1) + [2500]  # milliseconds
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0)
    return Movie(
        gif.getvalue(), round(6.4 * DPI), "The three posterior densities sharpen, pull by pull."
    )


def _name_arms(figure, names: Sequence[str]) -> None:
    """Write the names in their colours at the upper right, instead of a legend."""
    width, height = figure.get_size_inches()
    for place, (name, colour) in enumerate(
        zip(reversed(names), reversed(ARM[: len(names)]), strict=True)
    ):
        x, y = 1 - (0.25 + 0.6 * place) / width, 1 - 0.18 / height
        style = {"ha": "right", "va": "top", "fontsize": 10, "fontweight": "bold"}
        figure.text(x, y, name, color=colour, **style)


THETA = np.linspace(0.0005, 0.9995, 1500)


def _beta(a: float, b: float) -> np.ndarray:
    from scipy.special import betaln

    return np.exp((a - 1) * np.log(THETA) + (b - 1) * np.log1p(-THETA) - betaln(a, b))


def _densities(axis, a, b, means) -> None:
    for a_k, b_k, mean, colour in zip(a, b, means, ARM, strict=False):
        density = _beta(a_k, b_k)
        axis.fill_between(THETA, density, color=colour, alpha=0.18, linewidth=0)
        axis.plot(THETA, density, color=colour, linewidth=1.9)
        on_axis = axis.get_xaxis_transform()  # height in parts of the axis
        axis.plot([mean, mean], [0, 0.045], color=colour, linewidth=2.5, transform=on_axis)
    axis.set(xlim=(0, 1), xticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    axis.set_ylim(bottom=0)


def _tree_places(centres, path_points) -> list[tuple[float, float]]:
    """Return where trees stand, back to front: everywhere but on clearings, paths and Peter."""
    rng = np.random.default_rng(4)  # the same wood every time
    columns, rows = np.meshgrid(np.arange(0.3, 12, 0.47), np.arange(0.05, 3.4, 0.37))
    places = np.column_stack([columns.ravel(), rows.ravel()]) + rng.uniform(
        -0.16, 0.16, (columns.size, 2)
    )
    crowns, trunks = places + np.array([0, 0.2]), places + np.array([0, 0.1])
    radii = np.array([1.75, 0.98])
    on_clearing = [np.sum(((p - centres) / radii) ** 2, axis=1).min() < 1 for p in crowns]
    on_path = [np.hypot(*(p - path_points).T).min() < 0.42 for p in trunks]
    by_peter = np.hypot(places[:, 0] - 6, places[:, 1] - 0.4) < 0.7
    free = places[~(np.array(on_clearing) | np.array(on_path) | by_peter)]
    return sorted(map(tuple, free), key=lambda place: -place[1])
