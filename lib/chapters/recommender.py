"""The pictures of the chapter on recommending: the stall, who gets what, errors of estimates, shares."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from lib.pictures.plots import ARM, CARD, FAINT, INK, SMALL, Picture, card
from lib.pictures.stall import drawn
from lib.worlds import market

WEATHERS = {"warm, dry": (0.15, 0), "warm, rain": (0.15, 1), "cold, dry": (0.85, 0)}
WEATHERS["cold, rain"] = (0.85, 1)
HUNGERS = {"just eaten": 0.15, "hungry": 0.85}


def _put(axis, name: str, x: float, y: float, size: float, order: float = 5) -> None:
    """Put a drawing on an axis, its middle at (x, y), so many inches wide."""
    from matplotlib.offsetbox import AnnotationBbox, OffsetImage

    pixels = 96
    image = OffsetImage(drawn(name, 2 * pixels), zoom=0.375 * size)  # 72 points an inch
    axis.add_artist(AnnotationBbox(image, (x, y), frameon=False, pad=0, zorder=order))


def scene() -> Picture:
    """Draw the stall with its wares, Peter behind it, and three guests."""
    from matplotlib.patches import Circle, Ellipse, Polygon, Rectangle

    figure, axis = card(8.2, 3.5)
    axis.set(xlim=(0, 12), ylim=(0, 4.9), aspect="equal")
    axis.set_axis_off()
    axis.add_patch(Ellipse((6, 0.15), 13.5, 1.5, fc="#dde9bf", ec="none", zorder=0))
    for x, y, s in ((0.8, 3.9, 0.5), (10.9, 4.2, 0.42), (11.5, 3.95, 0.5)):
        for dx in (-0.5, 0, 0.5):
            axis.add_patch(
                Circle((x + dx * s * 1.6, y + (0.12 if dx == 0 else 0)), s * 0.6, fc="#eef1ee")
            )
    for x in (1.3, 7.2):
        axis.add_patch(Rectangle((x - 0.08, 0.3), 0.16, 3.6, fc="#9a7650", zorder=1))
    _put(axis, "peter", 4.25, 2.33, 1.15, 2)
    axis.add_patch(Rectangle((1.05, 0.35), 6.4, 1.35, fc="#c99a63", ec="#9a7650", lw=1, zorder=3))
    for y in (0.8, 1.25):
        axis.plot([1.05, 7.45], [y, y], color="#a97f4e", lw=1, zorder=3)
    axis.add_patch(Rectangle((0.9, 1.62), 6.7, 0.2, fc="#a97f4e", ec="#8a6640", lw=1, zorder=3))
    stripes = np.linspace(0.85, 7.65, 13)
    for number, (left, right) in enumerate(pairwise(stripes)):
        colour = "#c8102e" if number % 2 == 0 else "#f6efe0"
        top = [4.25 + (x - 4.25) * 0.86 for x in (left, right)]
        corners = [(left, 3.55), (right, 3.55), (top[1], 4.5), (top[0], 4.5)]
        axis.add_patch(Polygon(corners, fc=colour, ec="#a40d26", lw=0.5, zorder=4))
        middle = (left + right) / 2
        axis.add_patch(
            Ellipse((middle, 3.55), right - left, 0.42, fc=colour, ec="#a40d26", lw=0.5, zorder=3.9)
        )
    for ware, x in zip(market.WARES, np.linspace(1.5, 7.0, len(market.WARES)), strict=True):
        _put(axis, ware, x, 2.07, 0.44, 5)
    for guest, x, size in (("cat", 8.6, 0.95), ("bird", 9.85, 0.72), ("grandfather", 11.15, 1.2)):
        _put(axis, guest, x, 0.28 + 0.62 * size, size, 6)
    return Picture(
        figure, f"Peter's stall with {', '.join(market.WARES)}; cat, bird and grandfather."
    )


def everybody() -> tuple[np.ndarray, list[str], list[str]]:
    """Return 24 guests, one for each kind, hunger and weather, shape (24, 6), and names of both."""
    kinds = np.eye(len(market.GUESTS))
    x = [
        [*kind, cold, rain, hunger]
        for kind in kinds
        for hunger in HUNGERS.values()
        for cold, rain in WEATHERS.values()
    ]
    rows = [f"{guest}, {hunger}" for guest in market.GUESTS for hunger in HUNGERS]
    return np.array(x), rows, list(WEATHERS)


def who_gets_what(
    shops: Mapping[str, Callable], *, title: str, truth: Callable | None = None
) -> Picture:
    """Draw the ware that each shop would offer each of 24 guests, with a dot where it is not the best.

    shops: name to a function from guests, shape (n, 6), to numbers of wares, shape (n,). truth: the
    function that knows.
    """
    figure, axes = card(8.2, 4.1, len(shops), title=title, sharey=True)
    x, rows, columns = everybody()
    best, told = None if truth is None else truth(x), []
    for axis, (name, choose) in zip(np.atleast_1d(axes), shops.items(), strict=True):
        wares = np.asarray(choose(x))
        for place, ware in enumerate(wares):
            row, column = divmod(place, len(columns))
            _put(axis, market.WARES[ware], column, row, 0.4)
            if best is not None and ware != best[place]:
                axis.plot(column + 0.36, row - 0.32, "o", color="#c0398c", markersize=5)
        right = "" if best is None else f"{np.sum(wares == best)} of 24 guests get their best"
        axis.set(xlim=(-0.55, len(columns) - 0.45), ylim=(len(rows) - 0.5, -0.5))
        axis.set_xticks(range(len(columns)), [c.replace(", ", "\n") for c in columns])
        axis.set_yticks(range(len(rows)), rows)
        axis.tick_params(axis="both", length=0)
        axis.grid(visible=False)
        for line in (1.5, 3.5):
            axis.axhline(line, color="#d9d4c6", linewidth=0.8)
        axis.set_title(name + (f": {right}" if right else ""), **SMALL)
        told.append(f"{name}: {', '.join(market.WARES[ware] for ware in wares)}")
    return Picture(figure, f"{title}. {'; '.join(told)}.")


def learned(theta, *, title: str) -> Picture:
    """Draw the weights that were learned for each ware and feature beside the true ones.

    theta: shape (K, 6).
    """
    figure, axes = card(8.2, 3.7, 2, title=title, sharey=True)
    for axis, (name, weights) in zip(
        axes, (("learned", theta), ("the truth", market.TASTES)), strict=True
    ):
        axis.imshow(weights, cmap="RdBu_r", vmin=-3.2, vmax=3.2, aspect="auto")
        for (row, column), weight in np.ndenumerate(weights):
            colour = CARD if abs(weight) > 1.9 else INK
            axis.text(
                column, row, f"{weight:.1f}", ha="center", va="center", fontsize=8.5, color=colour
            )
        axis.set_xticks(range(len(market.FEATURES)), market.FEATURES, rotation=20)
        axis.set_yticks(range(len(market.WARES)), market.WARES)
        axis.tick_params(axis="both", length=0)
        axis.grid(visible=False)
        axis.set_title(f"{name}: coins for each feature", **SMALL)
    return Picture(figure, f"{title}. Two tables of weights, wares by features.")


def fitted(hunger, share, fits: Mapping[str, np.ndarray], *, title: str) -> Picture:
    """Draw shares of clicks by hunger, with what models believe; all of shape (bins,)."""
    figure, axis = card(8.2, 3.6, title=title)
    axis.plot(hunger, share, "o", color=INK, markersize=5, label="share of clicks in the diary")
    for (name, values), colour in zip(fits.items(), ("#e0702a", "#16855b", FAINT), strict=False):
        axis.plot(hunger, values, color=colour, linewidth=2.1, label=name)
    for edge in (0, 1):
        axis.axhline(edge, color=INK, linewidth=1, dashes=(1, 2))
    axis.set(xlabel="hunger", ylabel="chance of a click", xlim=(0, 1))
    axis.legend(frameon=False, fontsize=9, labelcolor=INK, loc="lower right")
    return Picture(figure, f"{title}. Shares of clicks against hunger, with {', '.join(fits)}.")


def errors(runs: Mapping[str, np.ndarray], *, title: str, xlabel: str) -> Picture:
    """Draw the errors of several estimators: a dot each, the mean as a bar, and their RMSE in words."""
    figure, axis = card(8.2, 1.2 + 0.5 * len(runs), title=title)
    rng, told = np.random.default_rng(0), []
    reach = 1.05 * max(np.abs(np.quantile(values, [0.01, 0.99])).max() for values in runs.values())
    for row, (name, values) in enumerate(runs.items()):
        colour, rmse = ARM[row % len(ARM)], np.sqrt(np.mean(values**2))
        lift = row + rng.uniform(-0.26, 0.26, len(values))
        axis.scatter(values, lift, s=9, color=colour, alpha=0.3, linewidth=0)
        axis.plot([values.mean()] * 2, [row - 0.36, row + 0.36], color=INK, linewidth=2.4)
        text = f"bias {values.mean():+.3f}, RMSE {rmse:.3f}"
        where = {
            "xycoords": ("axes fraction", "data"),
            "textcoords": "offset points",
            "va": "center",
        }
        axis.annotate(text, (1, row), (8, 0), **where, fontsize=9, color=INK)
        told.append(f"{name}: {text}")
    axis.axvline(0, color=INK, linewidth=1, dashes=(1, 2), zorder=0)
    axis.set(xlabel=xlabel, xlim=(-reach, reach), ylim=(len(runs) - 0.5, -0.5))
    axis.set_yticks(range(len(runs)), runs)
    axis.tick_params(axis="y", length=0)
    axis.set_title("a dot for each diary, the bar is their mean; dotted: the truth", **SMALL)
    return Picture(figure, f"{title}. {'; '.join(told)}.")


def intervals(rows: Mapping[str, tuple], *, title: str, xlabel: str) -> Picture:
    """Draw estimates with the middle 95 % of what chance could have made of them.

    rows: name to (estimate, low, high).
    """
    figure, axis = card(8.2, 1.1 + 0.36 * len(rows), title=title)
    for row, (name, (middle, low, high)) in enumerate(rows.items()):
        colour = "#7d7a72" if "own diary" in name else "#16855b"
        axis.plot(
            [low, high], [row, row], color=colour, linewidth=4, alpha=0.4, solid_capstyle="round"
        )
        axis.plot(middle, row, "o", color=colour, markersize=7)
    axis.set(xlabel=xlabel, ylim=(len(rows) - 0.5, -0.5))
    axis.set_xlim(left=0)
    axis.set_yticks(range(len(rows)), rows)
    axis.tick_params(axis="y", length=0)
    axis.set_title(
        "dot: the estimate; bar: the middle 95 % of 1,000 diaries drawn from it", **SMALL
    )
    told = "; ".join(f"{name} {a:.2f} ({b:.2f} to {c:.2f})" for name, (a, b, c) in rows.items())
    return Picture(figure, f"{title}. {told}.")


def attractions(truth, guesses: Mapping[str, np.ndarray], *, title: str) -> Picture:
    """Draw estimates of how much each ware is liked beside the truth; all of shape (K,)."""
    figure, axis = card(8.2, 3.4, title=title)
    places = np.arange(len(truth))
    for number, (name, values) in enumerate(guesses.items()):
        left = places + (number - (len(guesses) - 1) / 2) * 0.36
        axis.bar(left, values, 0.34, color=("#c9c4b6", "#16855b")[number % 2], label=name)
    axis.hlines(truth, places - 0.42, places + 0.42, color=INK, linewidth=2.4, label="the truth")
    for place, ware in enumerate(market.WARES[: len(truth)]):
        _put(axis, ware, place, -0.1 * max(truth), 0.3)
    axis.set_xticks([])
    axis.set(ylabel="chance to be liked", ylim=(-0.19 * max(truth), 1.3 * max(truth)))
    axis.legend(frameon=False, fontsize=9, labelcolor=INK, ncols=3, loc="upper right")
    return Picture(figure, f"{title}. Bars for {', '.join(guesses)}, and the truth.")


def rich_and_poor(worlds: Mapping[str, np.ndarray], *, title: str) -> Picture:
    """Draw how much of the counter each ware gets, over time, in several worlds side by side.

    worlds: name to shares, shape (steps, K).
    """
    figure, axes = card(8.2, 3.0, len(worlds), title=title, sharey=True)
    for axis, (name, shares) in zip(np.atleast_1d(axes), worlds.items(), strict=True):
        colours = [ARM[ware % len(ARM)] for ware in range(shares.shape[1])]
        axis.stackplot(
            np.arange(1, len(shares) + 1),
            100 * shares.T,
            colors=colours,
            alpha=0.85,
            ec=CARD,
            lw=0.4,
        )
        axis.set(xlim=(1, len(shares)), ylim=(0, 100), xlabel="guests")
        axis.xaxis.set_major_formatter("{x:,.0f}")
        axis.xaxis.get_major_locator().set_params(nbins=3)
        axis.grid(visible=False)
        axis.set_title(
            f"{name}: {100 * shares[-1].min():.0f} to {100 * shares[-1].max():.0f} %", **SMALL
        )
    np.atleast_1d(axes)[0].set_ylabel("share of the counter [%]")
    told = "; ".join(
        f"{name} ends with {np.round(100 * s[-1]).tolist()} %" for name, s in worlds.items()
    )
    return Picture(figure, f"{title}. {told}.")
