"""Pictures on cards that are legible on a light and on a dark page. Nothing here learns.

Each function returns a `Picture`; as the last value of a cell it shows itself. Matplotlib is
imported when the first picture is drawn, so that grading, which draws none, doesn't pay for it.
"""

import io
from collections.abc import Mapping, Sequence

import numpy as np

CARD, INK, FAINT, GRID = "#fbf9f3", "#2b2a27", "#7d7a72", "#e4e0d5"
METHOD = {  # one colour per method, the same in every picture of the course
    "random": "#8a8780",
    "explore-first": "#8b5fa8",
    "optimistic": "#b8900f",
    "ε-greedy": "#e0702a",
    "decaying ε": "#b23a48",
    "UCB1": "#2f78bf",
    "Thompson": "#16855b",
    "rule": "#a9742c",
    "whole episode": "#7f62c2",
    "reward-to-go": "#1f86b0",
    "baseline": "#2f8f57",
    "value iteration": "#4a55b8",
    "policy iteration": "#a8457f",
    "Q-learning": "#0f8795",
    "Monte Carlo": "#b0632a",
    "TD(0)": "#3a6fb5",
    "DQN": "#c0398c",
    "Double DQN": "#5d7f1e",
    "softmax": "#9c3fb0",
    "shifted": "#2a8c4a",
    "older": "#8f7f6a",
    "LinUCB": "#3568c9",
    "REINFORCE": "#8259b5",
    "Q(x, y)": "#5b93c7",
    "Q(x, y, e, f)": "#b8336a",
}
ARM = ("#c2356b", "#3f5a9d", "#8a7a00", "#4a8f8f", "#7a4b2a", "#6a6a6a")  # one colour per arm
DPI = 96
SMALL = {"loc": "left", "fontsize": 9, "color": FAINT}  # the line under a title


class Picture:
    """A finished figure with a text for those who can't see it."""

    def __init__(self, figure, alt: str):
        self.figure, self.alt = figure, alt

    def __repr__(self) -> str:
        return self.alt

    def _repr_png_(self) -> tuple[bytes, dict]:
        buffer = io.BytesIO()
        self.figure.savefig(
            buffer, format="png", dpi=2 * DPI
        )  # twice the pixels: crisp on any screen
        width, height = (round(DPI * inches) for inches in self.figure.get_size_inches())
        return buffer.getvalue(), {"width": width, "height": height, "alt": self.alt}


def card(width: float, height: float, columns: int = 1, title: str = "", **subplots):
    """Return an empty figure (inches) with rounded corners, and its axes; title above all panels."""
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch

    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    figure.patch.set_alpha(0)
    x, y, above = 0.14 / width, 0.1 / height, (0.42 if title else 0.1) / height
    inside = (x, y, 1 - 2 * x, 1 - y - above)
    figure.get_layout_engine().set(w_pad=0.05, h_pad=0.05, wspace=0.04, rect=inside)
    corner = 0.09
    figure.add_artist(
        FancyBboxPatch(
            (corner, corner),
            width - 2 * corner,
            height - 2 * corner,
            boxstyle=f"round,pad={corner}",
            transform=figure.dpi_scale_trans,
            facecolor=CARD,
            edgecolor="none",
            zorder=-10,
        )
    )
    if title:
        style = {"color": INK, "fontsize": 11.5, "fontweight": "bold"}
        figure.suptitle(title, x=0.2 / width, y=1 - 0.17 / height, ha="left", va="top", **style)
    axes = figure.subplots(1, columns, squeeze=False, **subplots)[0]
    for axis in axes:
        _tidy(axis)
    return figure, axes if columns > 1 else axes[0]


def curves(
    runs: Mapping[str, np.ndarray],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    lines: Mapping[str, np.ndarray] | None = None,
    log: bool = False,
    top: float | None = None,
) -> Picture:
    """Draw each method's mean with a band that holds the middle 80 % of its runs.

    runs: method name to values, shape (runs, steps). lines: label to values, shape (steps,), drawn
    dashed, for theory. log: logarithmic steps. top: upper end of the vertical axis.
    """
    figure, axis = card(8.2, 4.2, title=title)
    labels = []
    for (name, values), colour in zip(runs.items(), colours_of(runs), strict=True):
        steps, mean = np.arange(1, values.shape[1] + 1), values.mean(axis=0)
        low, high = np.quantile(values, [0.1, 0.9], axis=0)
        axis.fill_between(steps, low, high, color=colour, alpha=0.13, linewidth=0)
        axis.plot(steps, mean, color=colour, linewidth=2.1)
        labels.append((name, mean[-1], colour, "bold"))
    for name, values in (lines or {}).items():
        axis.plot(np.arange(1, len(values) + 1), values, color=INK, linewidth=1.2, dashes=(4, 3))
        labels.append((name, values[-1], INK, "normal"))
    axis.set(xlabel=xlabel, ylabel=ylabel, xlim=(1, steps[-1]), xscale="log" if log else "linear")
    axis.xaxis.set_major_formatter("{x:,.0f}")
    axis.set_ylim(bottom=0, top=top)
    _label_ends(axis, labels)
    axis.set_title("mean, and the middle 80 % of the runs", **SMALL)
    return Picture(figure, f"{title}. Curves for {', '.join(runs)}.")


def sweep(
    values: Sequence[float],
    runs: Mapping[str, np.ndarray],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    method: str | None = None,
    top: float | None = None,
) -> Picture:
    """Draw a result against a hyper-parameter: mean over the runs, band of the middle 80 %.

    runs: label to results, shape (len(values), runs), of one method, or without `method` of those
    that the labels name. The values are set at equal distances.
    """
    figure, axis = card(8.2, 3.8, title=title)
    places, labels = np.arange(len(values)), []
    colours = colours_of([method] * len(runs) if method else runs)
    for (name, results), colour in zip(runs.items(), colours, strict=True):
        low, high = np.quantile(results, [0.1, 0.9], axis=1)
        mean = results.mean(axis=1)
        axis.fill_between(places, low, high, color=colour, alpha=0.13, linewidth=0)
        axis.plot(places, mean, "o-", color=colour, linewidth=2.1, markersize=5)
        best = np.isclose(mean, mean.min())
        axis.plot(places[best], mean[best], "o", markersize=13, mfc="none", mec=colour, mew=1.6)
        labels.append((name, mean[-1], colour, "bold"))
    axis.set_xticks(places, [f"{value:g}" for value in values])
    axis.set(xlabel=xlabel, ylabel=ylabel, xlim=(-0.3, places[-1] + 0.3))
    axis.set_ylim(bottom=0, top=top)
    _label_ends(axis, labels)
    axis.set_title("mean, and the middle 80 % of the runs; ringed: the lowest", **SMALL)
    return Picture(figure, f"{title}. {ylabel} against {xlabel}.")


def histogram(
    counts, *, mark: int, mark_label: str, title: str, xlabel: str, colour: str
) -> Picture:
    """Draw how often each whole number occurs in `counts`, and mark one of them."""
    figure, axis = card(8.2, 3.4, title=title)
    numbers, times = np.unique(np.asarray(counts), return_counts=True)
    share = 100 * times / times.sum()
    bars = axis.bar(numbers, share, width=0.82, color=colour, alpha=0.35)
    for bar, number in zip(bars, numbers, strict=True):
        bar.set_alpha(0.9 if number >= mark else 0.35)
    here = share[numbers == mark].sum()
    axis.annotate(
        mark_label,
        (mark, here),
        (mark, 1.14 * share.max()),
        ha="center",
        color=INK,
        fontsize=9.5,
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1},
    )
    axis.set(xlabel=xlabel, ylabel="runs [%]", xlim=(-0.7, numbers[-1] + 0.7))
    axis.set_ylim(top=1.25 * share.max())
    axis.xaxis.get_major_locator().set_params(integer=True)
    return Picture(figure, f"{title}. Histogram of {xlabel}.")


def lines(
    x: Sequence[float],
    runs: Mapping[str, np.ndarray],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    dashed: Mapping[str, np.ndarray] | None = None,
    colours: Sequence[str] | None = None,
    log: str = "",
    bounds: tuple | None = None,
    mark: tuple[float, str] | None = None,
) -> Picture:
    """Draw values over x: one line each, or the mean of several runs with the band of their middle 80 %.

    runs: name to values, shape (len(x),) or (runs, len(x)). dashed: the same for theory and baselines.
    colours: of the runs, if not by their names. log: "x", "y" or "xy" for logarithmic axes. bounds: lower and upper end of the vertical axis.
    mark: a place on x, and what is there.
    """
    figure, axis = card(8.2, 4.0, title=title)
    over, labels, banded = np.asarray(x, dtype=float), [], False
    scale = np.log10 if "y" in log else np.asarray
    bounds = None if bounds is None else [None if end is None else scale(end) for end in bounds]
    for names, shades, style in (
        (runs, colours or colours_of(runs), {"linewidth": 2.1}),
        (dashed or {}, [INK] * len(dashed or {}), {"linewidth": 1.2, "dashes": (4, 3)}),
    ):
        for (name, values), colour in zip(names.items(), shades, strict=True):
            values = np.atleast_2d(np.asarray(values, dtype=float))
            mean = scale(values.mean(axis=0))
            if len(values) > 1:
                low, high = scale(np.quantile(values, [0.1, 0.9], axis=0))
                axis.fill_between(over, low, high, color=colour, alpha=0.13, linewidth=0)
                banded = True
            axis.plot(over, mean, color=colour, **style)
            labels.append((name, mean[-1], colour, "bold" if style["linewidth"] > 2 else "normal"))
    axis.set(xlabel=xlabel, ylabel=ylabel, xlim=(over[0], over[-1]))
    axis.set_xscale("log" if "x" in log else "linear")
    axis.set_ylim(*(bounds or (None, None)))
    if "y" in log:
        axis.yaxis.get_major_locator().set_params(integer=True)
        axis.yaxis.set_major_formatter(lambda power, _: f"$10^{{{power:.0f}}}$")
    if mark:
        axis.axvline(mark[0], color=INK, linewidth=1, dashes=(1, 2))
        place = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
        text = {"ha": "right", "va": "top", "color": INK, "fontsize": 9.5}
        axis.annotate(mark[1], (mark[0], 1), (-5, -2), **place, **text)
    if "x" in log and len(over) < 10:
        axis.set_xticks(over, [f"{value:.3g}" for value in over])
        axis.set_xticks([], minor=True)
    bottom, top = axis.get_ylim()  # a line may leave the picture; its name stays in it
    _label_ends(axis, [(name, np.clip(y, bottom, top), *look) for name, y, *look in labels])
    if banded:
        axis.set_title("mean, and the middle 80 % of the runs", **SMALL)
    return Picture(figure, f"{title}. Lines for {', '.join(runs)}.")


def shares(
    rows: Mapping[str, np.ndarray], parts: Mapping[str, str], *, title: str, xlabel: str
) -> Picture:
    """Draw one bar for each row, divided into parts that sum to 100; the larger ones are labelled.

    rows: label to percentages, shape (len(parts),). parts: name of each part to its colour.
    """
    figure, axis = card(8.2, 0.9 + 0.48 * len(rows), title=title)
    places, left = np.arange(len(rows))[::-1], np.zeros(len(rows))
    values = np.array(list(rows.values()), dtype=float)
    for (name, colour), width in zip(parts.items(), values.T, strict=True):
        axis.barh(places, width, left=left, height=0.62, color=colour, label=name)
        dark = sum(rgb(colour)) < 420
        for y, x, share in zip(places, left, width, strict=True):
            if share >= 4:
                style = {"ha": "center", "va": "center", "color": CARD if dark else INK}
                axis.text(x + share / 2, y, f"{share:.3g}", fontsize=9, **style)
        left = left + width
    axis.set_yticks(places, list(rows))
    axis.grid(visible=False)
    axis.set(xlabel=xlabel, xlim=(0, 100))
    axis.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(parts),
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        handlelength=0.9,
        borderaxespad=0.2,
    )
    told = "; ".join(
        f"{row}: " + ", ".join(f"{name} {x:.1f} %" for name, x in zip(parts, shares, strict=True))
        for row, shares in rows.items()
    )
    return Picture(figure, f"{title}. {told}.")


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of a colour that is written as #rrggbb."""
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def colours_of(names) -> list[str]:
    """Return the colour of the method each name begins with, paler when it comes again; or an arm's."""
    from matplotlib.colors import to_hex, to_rgb

    taken, colours = [], []
    for number, name in enumerate(names):
        method = next((m for m in METHOD if name.startswith(m)), None)
        colour = np.array(to_rgb(METHOD[method] if method else ARM[number % len(ARM)]))
        paler = 1 - 0.65 ** taken.count(method) if method else 0
        colours.append(to_hex((1 - paler) * colour + paler * np.array(to_rgb(CARD))))
        taken.append(method)
    return colours


def _tidy(axis) -> None:
    axis.set_facecolor("none")
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.spines["bottom"].set_color(FAINT)
    axis.tick_params(colors=FAINT, labelcolor=INK, labelsize=9, length=3)
    axis.grid(axis="y", color=GRID, linewidth=0.8)
    axis.set_axisbelow(True)
    for label in (axis.xaxis.label, axis.yaxis.label):
        label.set(color=INK, fontsize=10)


def _label_ends(axis, labels) -> None:
    """Write each curve's name at its right end, moved apart where names would overlap."""
    low, high = axis.get_ylim()
    gap, below = 0.062 * (high - low), -np.inf
    for name, y, colour, weight in sorted(labels, key=lambda label: label[1]):
        below = max(min(y, high), below + gap)
        axis.annotate(
            name,
            (1, below),
            xytext=(6, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            color=colour,
            fontsize=9.5,
            fontweight=weight,
        )
