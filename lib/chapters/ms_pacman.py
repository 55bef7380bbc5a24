"""The pictures of the chapter on Ms. Pac-Man. What its checks need stands in `ms_pacman_cases`."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lib.pictures import cartpole
from lib.pictures.plots import CARD, FAINT, GRID, INK, SMALL, Picture, card, rgb
from lib.worlds.ms_pacman import COLUMNS, GHOSTS, HEIGHT, ROWS, Game, Scene, place_of
from lib.worlds.ms_pacman_views import FEATURES, features

WAYS = "up", "right", "left", "down"
STEPS = (0, -1), (1, 0), (-1, 0), (0, 1)  # of an arrow in each direction: to the right, and down
OURS, THEIRS, HUMAN = "#0f8795", "#b9b4a6", "#7d7a72"


def screen(frame: np.ndarray, scene: Scene) -> Picture:
    """Draw a frame, and beside it what was found on it."""
    figure, axes = card(8.2, 5.1, columns=2, title="What the screen shows, and what there is")
    axes[0].imshow(frame, aspect=0.78)
    axes[0].set_title("a frame: 210 × 160 pixels, three colours", **SMALL)
    axes[1].imshow(_plan(scene), aspect=0.78 * 12 / 8)
    for name, cells in _things(scene).items():
        rows, columns = np.divmod(np.array(cells, dtype=int), COLUMNS)
        axes[1].plot(columns, rows, linestyle="", label=name, **_MARKS[name])
    axes[1].set_title(f"its objects, on {ROWS} × {COLUMNS} cells", **SMALL)
    style = {"ncols": 4, "frameon": False, "fontsize": 8, "labelcolor": INK, "columnspacing": 0.8}
    axes[1].legend(loc="upper center", bbox_to_anchor=(0.5, -0.01), handletextpad=0.2, **style)
    for axis in axes:
        _bare(axis)
    told = ", ".join(f"{len(cells)} {name}" for name, cells in _things(scene).items())
    return Picture(figure, f"A frame of Ms. Pac-Man, and what was found on it: {told}.")


def crossroads(choose: Callable, count: int, apart: int, seed: int) -> list[dict]:
    """Return so many moments of a game, at least so many moves apart, at which there are three ways or more.

    choose: a scene to a way and its features. Of each moment: the picture of the maze, where she is on it
    (row and column, in pixels), the ways, and what is known of each of them, shape (ways, 14).
    """
    game, found, since = Game(seed), [], 0
    while not game.over and len(found) < count:
        scene, since = game.scene, since + 1
        if len(scene.ways) > 2 and since >= apart:
            known_of_each, since = features(scene).round(4), 0
            place, picture = place_of(scene.cell), game.frame[:HEIGHT].copy()
            found.append(
                {"picture": picture, "place": place, "ways": scene.ways, "x": known_of_each}
            )
        game.move(choose(scene)[0])
    game.env.close()
    return found


def drawn_or_not(drawn: np.ndarray, names: Sequence[str]) -> Picture:
    """Draw in which steps each ghost was on the screen; drawn: True or False, shape (ghosts, steps)."""
    figure, axis = card(8.2, 2.3, title="When each ghost was drawn")
    for row, (seen, name) in enumerate(zip(drawn, names, strict=True)):
        steps = np.flatnonzero(seen)
        colour = "#{:02x}{:02x}{:02x}".format(*GHOSTS[name])
        axis.barh(np.full(len(steps), row), 0.8, left=steps - 0.4, height=0.62, color=colour)
    axis.set_yticks(range(len(names)), names)
    axis.invert_yaxis()
    axis.grid(visible=False)
    axis.set(xlabel="steps", xlim=(-0.5, drawn.shape[1] - 0.5))
    shares = ", ".join(f"{n} {100 * s.mean():.0f} %" for n, s in zip(names, drawn, strict=True))
    return Picture(figure, f"How often each ghost was drawn: {shares}.")


def far(corridor: np.ndarray, distance: np.ndarray, no_way: int) -> Picture:
    """Draw how many steps each cell of a maze is away; both: shape (rows, columns)."""
    figure, axis = card(8.2, 4.6, title="How many steps away, along the corridors")
    reached = np.ma.masked_where(~corridor | (distance >= no_way), distance)
    axis.imshow(reached, cmap="YlGnBu", aspect="auto", vmax=1.5 * reached.max())
    for (row, column), steps in np.ndenumerate(distance):
        if not reached.mask[row, column]:
            axis.text(column, row, f"{steps}", ha="center", va="center", fontsize=8, color=INK)
    _bare(axis)
    return Picture(figure, f"Steps to each cell of the maze, 0 to {reached.max()}.")


def known(scene: Scene, x: np.ndarray, weights: np.ndarray | None = None) -> Picture:
    """Draw the features of each way, shape (ways, features); with weights, what each contributes."""
    shown = x if weights is None else x * weights + 0.0  # no minus zero
    title = "What is known of each way" if weights is None else "What each feature adds to Q"
    figure, axis = card(8.2, 1.2 + 0.42 * len(x), title=title)
    most = max(np.abs(shown).max(), 1e-9)
    axis.imshow(shown, cmap="PuOr_r", vmin=-1.4 * most, vmax=1.4 * most, aspect="auto")
    for (row, column), value in np.ndenumerate(shown):
        axis.text(
            column, row, f"{value:.2g}", ha="center", va="center", fontsize=8, color="#222222"
        )
    axis.set_xticks(range(len(FEATURES)), FEATURES, rotation=32, ha="right", fontsize=8)
    sums = [""] * len(x) if weights is None else [f"  Q {value:.2f}" for value in x @ weights]
    names = [WAYS[way] + q for way, q in zip(scene.ways, sums, strict=True)]
    axis.set_yticks(range(len(x)), names)
    axis.grid(visible=False)
    told = "; ".join(
        f"{name}: " + ", ".join(f"{f} {v:.2f}" for f, v in zip(FEATURES, row, strict=True) if v)
        for name, row in zip(names, shown, strict=True)
    )
    return Picture(figure, f"{title}. {told}.")


def learned(weights: np.ndarray) -> Picture:
    """Draw the weights of several learners, shape (learners, features): all, and their mean."""
    figure, axis = card(8.2, 4.6, title="What the weights have become")
    places, mean = np.arange(len(FEATURES)), weights.mean(axis=0)
    axis.barh(places, mean, height=0.62, color=OURS, alpha=0.35)
    for one in weights:
        axis.plot(one, places, "o", color=OURS, markersize=4)
    axis.axvline(0, color=FAINT, linewidth=1)
    axis.set_yticks(places, FEATURES)
    axis.invert_yaxis()
    axis.grid(axis="x", color=GRID, linewidth=0.8)
    axis.grid(visible=False, axis="y")
    axis.set(xlabel="weight")
    axis.set_title("bar: the mean; dots: each learner", **SMALL)
    told = ", ".join(f"{name} {value:.2f}" for name, value in zip(FEATURES, mean, strict=True))
    return Picture(figure, f"Mean weights: {told}.")


def diary(runs: Sequence[np.ndarray], chance: float) -> Picture:
    """Draw the games of several learners: steps played before each, and its score, shape (games, 2)."""
    figure, axis = card(8.2, 3.8, title="The games in which they learned")
    for number, run in enumerate(runs):
        steps, scores = run.T
        axis.plot(steps, scores, "o-", color=OURS, alpha=1 - 0.25 * number, linewidth=1.2)
    most = max(run[:, 1].max() for run in runs)
    for height, name in ((chance, "by chance"), (1000, "the goal: 1,000"), (6952, "people: 6,952")):
        if height < 1.2 * most:
            axis.axhline(height, color=INK, linewidth=1, dashes=(4, 3))
            place = (
                {"x": 0, "ha": "left", "va": "bottom"}
                if height > 999
                else {"x": 1, "ha": "right", "va": "top"}
            )
            axis.text(
                y=height,
                s=f" {name}",
                transform=axis.get_yaxis_transform(),
                fontsize=9,
                color=INK,
                **place,
            )
    axis.set(xlabel="steps played before the game", ylabel="points", ylim=(0, 1.1 * most))
    axis.set_title("one line for each learner, one dot for each game", **SMALL)
    told = "; ".join(", ".join(f"{score:,.0f}" for score in run[:, 1]) for run in runs)
    return Picture(figure, f"Scores of the games in which they learned: {told}.")


def ladder(rows: Mapping[str, float | tuple[float, float, float]], *, title: str) -> Picture:
    """Draw scores as bars, the lowest at the top: a number published by others, or ours.

    Ours are (mean, low, high): the mean of whole games, and where it is with 95 % certainty.
    """
    order = sorted(rows, key=lambda name: np.ravel(rows[name])[0])
    figure, axis = card(8.2, 0.9 + 0.33 * len(rows), title=title)
    for place, name in enumerate(order):
        mean, *ends = np.ravel(rows[name])
        colour = OURS if ends else HUMAN if "people" in name else THEIRS
        axis.barh(place, mean, height=0.62, color=colour)
        text = f"{mean:,.0f}"
        if ends:
            axis.plot(ends, [place, place], color=INK, linewidth=1.6)
            text += f"  ({ends[0]:,.0f} to {ends[1]:,.0f})"
        axis.text(max(mean, *ends, 0), place, f"  {text}", va="center", fontsize=9, color=INK)
    axis.set_yticks(range(len(order)), order)
    axis.invert_yaxis()
    axis.grid(axis="x", color=GRID, linewidth=0.8)
    axis.grid(visible=False, axis="y")
    axis.set(xlabel="points a game", xlim=(0, 1.3 * max(np.ravel(rows[n]).max() for n in order)))
    told = "; ".join(f"{name}: {np.ravel(rows[name])[0]:,.0f}" for name in order)
    return Picture(figure, f"{title}. {told}.")


def watched(frame: np.ndarray, scene: Scene, values: Sequence[float], caption: str) -> np.ndarray:
    """Return a picture for a film: the screen, and an arrow for each way, the thicker the better."""
    import cv2

    picture = cv2.resize(frame, (320, 420), interpolation=cv2.INTER_NEAREST)
    row, column = (round(2 * x) for x in place_of(max(scene.cell, 0)))
    best = int(np.argmax(values))
    for number, way in enumerate(scene.ways[: len(values)]):
        right, down = STEPS[way]
        start = column + 12 * right, row + 14 * down
        tip = column + 34 * right, row + 38 * down
        colour = (255, 255, 255) if number == best else (150, 170, 220)
        cv2.arrowedLine(picture, start, tip, colour, 4 if number == best else 2, tipLength=0.4)
    for cell in scene.hunting:
        y, x = (round(2 * z) for z in place_of(cell))
        cv2.rectangle(picture, (x - 10, y - 13), (x + 10, y + 13), (255, 255, 255), 1)
    strip = np.full((36, 320, 3), rgb(CARD), np.uint8)
    return np.vstack([cartpole.captioned(strip, caption, (8, 24), 0.5), picture])


_MARKS = {
    "Ms. Pac-Man": {"marker": "o", "markersize": 9, "color": "#d9a514"},
    "dots": {"marker": ".", "markersize": 4, "color": "#8a6d3b"},
    "pills": {"marker": "s", "markersize": 6, "color": "#8a6d3b"},
    "hunters": {"marker": "^", "markersize": 9, "color": "#b23a48"},
    "prey": {"marker": "v", "markersize": 9, "color": "#2f78bf"},
    "fruit": {"marker": "D", "markersize": 7, "color": "#5d7f1e"},
}


def _things(scene: Scene) -> dict[str, list[int]]:
    fruit = [scene.fruit] if scene.fruit >= 0 else []
    dots, pills = np.flatnonzero(scene.dots).tolist(), np.flatnonzero(scene.pills).tolist()
    cells = [scene.cell], dots, pills, scene.hunting, scene.edible, fruit
    return {name: list(some) for name, some in zip(_MARKS, cells, strict=True) if some}


def _plan(scene: Scene) -> np.ndarray:
    wall, floor = (203, 190, 172), (244, 240, 230)
    return np.where(scene.maze.corridor[..., None], floor, wall).astype(np.uint8)


def _bare(axis) -> None:
    axis.set(xticks=[], yticks=[])
    axis.grid(visible=False)
    axis.spines["bottom"].set_visible(False)
