"""Peter's map, `lib.worlds.mdp.orchard()`: its three places and roads, tables of values, and walks on it."""

from collections.abc import Iterator, Sequence

import numpy as np

from lib.pictures.plots import ARM, CARD, FAINT, GRID, INK, SMALL, Picture, card
from lib.worlds.mdp import MDP, PLACES

ACTIONS = (("shake", "sit", "dawdle"), ("wait", "", "fire"), ("", "slide", ""))  # [state][action]
CENTRES = np.array([(2.2, 2.15), (6.2, 1.15), (10.3, 3.1)])
GAIN, LOSS = "#16855b", "#b23a48"
_PILLS = {  # where the sign of each action stands
    (0, 0): (5.0, 2.6),
    (0, 1): (0.95, 3.75),
    (0, 2): (3.75, 0.5),
    (1, 0): (8.25, 0.45),
    (1, 2): (8.0, 1.42),
    (2, 1): (7.3, 4.12),
}
_ROADS = {  # (state, action, next_state): bend of the arrow, where along it its label stands
    (0, 0, 0): (0.42, 0.55),
    (0, 0, 1): (-0.15, 0.5),
    (0, 1, 0): (0.5, 0.4),
    (0, 2, 0): (-0.3, 0.6),
    (0, 2, 1): (0.2, 0.6),
    (1, 0, 1): (-0.45, 0.5),
    (1, 2, 2): (0.28, 0.5),
    (2, 1, 0): (0.12, 0.5),
    (2, 1, 1): (0.1, 0.5),
    (2, 1, 2): (-0.3, 0.5),
}


def scene(world: MDP, policy: Sequence[int] | None = None, title: str = "") -> Picture:
    """Draw the three places and the roads between them; with a policy, the roads not taken are faint."""
    figure, axis = card(8.2, 3.75 if title else 3.5, title=title)
    _draw_map(axis, world, policy)
    told = "" if policy is None else f" Peter chooses {_chosen(policy)}."
    return Picture(figure, f"A map of {', '.join(PLACES)} with arrows for all actions.{told}")


def table(tables: Sequence[tuple], *, title: str) -> Picture:
    """Draw action values, the best of each row marked; tables: (caption, Q of shape (3, 3)) each."""
    from matplotlib.patches import FancyBboxPatch

    figure, axes = card(8.2, 2.35, len(tables), title=title)
    for axis, (caption, Q) in zip(np.atleast_1d(axes), tables, strict=True):
        axis.set(xlim=(-0.5, 2.5), ylim=(2.5, -0.5), xticks=[], yticks=range(3))
        axis.set_yticklabels(PLACES if axis is np.atleast_1d(axes)[0] else [""] * 3)
        axis.tick_params(length=0)
        axis.spines["bottom"].set_visible(False)
        axis.grid(visible=False)
        axis.set_title(caption, **SMALL)
        Q = np.asarray(Q)
        for (state, action), value in np.ndenumerate(Q):
            if np.isfinite(value):
                best = value >= Q[state].max() - 1e-9
                box = FancyBboxPatch((action - 0.38, state - 0.34), 0.76, 0.68)
                box.set(boxstyle="round,pad=0.07,rounding_size=0.09", lw=0)
                box.set_facecolor(ARM[action] if best else GRID)
                axis.add_patch(box)
                style = {"ha": "center", "va": "center", "color": CARD if best else INK}
                axis.text(action, state - 0.17, ACTIONS[state][action], fontsize=8.5, **style)
                weight = "bold" if best else "normal"
                number = f"{value:.2f}".replace("-", "−")
                axis.text(action, state + 0.19, number, weight=weight, fontsize=11, **style)
    shown = "; ".join(f"{caption}: {np.round(Q, 2).tolist()}" for caption, Q in tables)
    return Picture(figure, f"{title}. {shown}")


def diary(states: Sequence[int], rewards: Sequence[float], *, title: str) -> Picture:
    """Draw where Peter was, step after step, and the rewards on the way; one state more than rewards."""
    figure, axis = card(8.2, 2.5, title=title)
    steps, rows = np.arange(len(states)), np.asarray(states)
    axis.plot(steps, rows, color=FAINT, linewidth=1.1, zorder=1)
    axis.scatter(steps, rows, s=26, color=[ARM[3 + row] for row in rows], zorder=2)
    for step, reward in enumerate(rewards):
        if reward:
            stays = rows[step] == rows[step + 1]
            y = (rows[step] + rows[step + 1]) / 2 + (0.27 if stays else 0)
            style = {"color": GAIN if reward > 0 else LOSS, "fontsize": 7, "weight": "bold"}
            box = {"boxstyle": "round,pad=0.1", "fc": CARD, "ec": "none"}
            number = f"{reward:+g}".replace("-", "−")
            axis.text(step + 0.5, y, number, ha="center", va="center", bbox=box, **style)
    axis.set(xlabel="step", ylim=(-0.4, 2.5), xlim=(-0.8, len(rewards) + 0.8))
    axis.set_yticks(range(3), PLACES)
    axis.tick_params(axis="y", length=0)
    return Picture(figure, f"{title}. Peter's way through {len(rewards)} steps, and the rewards.")


def walk_frames(world: MDP, walks: Sequence[tuple], between: int = 5) -> Iterator[np.ndarray]:
    """Yield frames of Peter on the map, one map below the other.

    walks: (caption, states, actions, rewards) each, all of the same number of steps. between: frames
    from one place to the next.
    """
    from PIL import Image, ImageDraw, ImageFont

    ground, places = _map_pixels(world)
    font = ImageFont.truetype(_font_file(), 21)
    peter = Image.fromarray(_peter(76))
    rows = [[Image.fromarray(ground), *walk] for walk in walks]
    for step in range(len(walks[0][2])):
        for tick in range(between + 1):
            images = []
            for empty, caption, states, actions, rewards in rows:
                image = empty.copy()
                here, there = states[step], states[step + 1]
                x, y = _on_the_way(places, here, there, actions[step], tick / between)
                image.paste(peter, (round(x) - 38, round(y) - 60), peter)
                total = sum(rewards[:step]) + (rewards[step] if tick == between else 0)
                pen = ImageDraw.Draw(image)
                doing = f"step {step + 1}: {ACTIONS[here][actions[step]]}"
                pen.text((18, 10), caption, fill=INK, font=font)
                pen.text((image.width - 330, image.height - 36), doing, fill=INK, font=font)
                score = f"{total:+.0f}".replace("-", "−")
                colour = GAIN if total >= 0 else LOSS
                pen.text((image.width - 90, image.height - 36), score, fill=colour, font=font)
                images.append(np.asarray(image))
            yield np.concatenate(images)


def _chosen(policy: Sequence[int]) -> str:
    names = [f"{ACTIONS[s][a] or 'nothing'} in the {PLACES[s]}" for s, a in enumerate(policy)]
    return ", ".join(names)


def _draw_map(axis, world: MDP, policy: Sequence[int] | None) -> None:
    axis.set(xlim=(0, 12), ylim=(0, 4.5), aspect="equal")
    axis.set_axis_off()
    _draw_places(axis)
    for (state, action), pill in _PILLS.items():
        faint = policy is not None and policy[state] != action
        colour, alpha = ARM[action], 0.16 if faint else 1
        style = {"color": colour, "alpha": alpha, "lw": 1.6, "zorder": 3}
        axis.annotate(
            "",
            pill,
            _edge(state, pill),
            arrowprops={**style, "arrowstyle": "-", "connectionstyle": "arc3,rad=0.08"},
        )
        box = {"boxstyle": "round,pad=0.28", "fc": colour, "ec": "none", "alpha": alpha}
        text = {"color": CARD, "fontsize": 9, "weight": "bold", "ha": "center", "va": "center"}
        axis.text(*pill, ACTIONS[state][action], bbox=box, zorder=6, **text)
        for next_state in np.flatnonzero(world.T[state, action]):
            _draw_road(axis, world, state, action, int(next_state), style)


def _draw_road(axis, world: MDP, state: int, action: int, next_state: int, style: dict) -> None:
    bend, along = _ROADS[state, action, next_state]
    pill = np.array(_PILLS[state, action])
    end = _edge(next_state, pill, turn=-0.45 if state == next_state else 0)
    arrow = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}", "shrinkB": 1}
    axis.annotate("", end, pill, arrowprops={**style, **arrow, "shrinkA": 12})
    x, y = _along(pill, end, bend, along)
    probability, reward = world.T[state, action, next_state], world.R[state, action, next_state]
    box = {
        "boxstyle": "round,pad=0.12",
        "fc": CARD,
        "ec": "none",
        "alpha": min(0.9, style["alpha"]),
    }
    text = {"ha": "center", "va": "center", "fontsize": 8.5, "alpha": style["alpha"], "zorder": 5}
    number = f"{reward:+g}".replace("-", "−")
    colour = {1: GAIN, 0: INK, -1: LOSS}[int(np.sign(reward))]
    label = f"{probability:.0%}" + (f"  {number}" if reward else "")
    weight = "bold" if reward else "normal"
    axis.text(x, y, label, color=colour, bbox=box, weight=weight, **text)


def _along(start, end, bend: float, share: float) -> np.ndarray:
    """Return a point of matplotlib's arc3 curve: a parabola whose corner lies off the middle."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    across = np.array([1, -1]) * (end - start)[::-1]
    corner = (start + end) / 2 + bend * across
    return (1 - share) ** 2 * start + 2 * share * (1 - share) * corner + share**2 * end


_RADII = np.array([1.05, 0.66])


def _edge(state: int, towards, turn: float = 0) -> np.ndarray:
    """Return the point of a place's rim that looks towards another point."""
    direction = (np.asarray(towards) - CENTRES[state]) / _RADII
    angle = np.arctan2(direction[1], direction[0]) + turn
    return CENTRES[state] + _RADII * np.array([np.cos(angle), np.sin(angle)]) * 1.04


def _draw_places(axis) -> None:
    from matplotlib.patches import Circle, Ellipse, Polygon

    hill = [(8.9, 1.55), (9.25, 2.3), (9.6, 3), (11, 3), (11.35, 2.3), (11.7, 1.55)]
    axis.add_patch(Polygon(hill, fc="#e9edd6", ec="none", zorder=0))
    for (x, y), face, edge in zip(
        CENTRES,
        ("#dde9bf", "#d5dbe0", "#eadfc2"),
        ("#b9cc8d", "#aab4bd", "#cdbb8c"),
        strict=True,
    ):
        axis.add_patch(Ellipse((x, y), *(2 * _RADII), fc=face, ec=edge, lw=1.2, zorder=2))
    for name, (x, y) in zip(PLACES, CENTRES, strict=True):
        style = {"ha": "center", "va": "center", "color": INK, "fontsize": 9.5, "weight": "bold"}
        axis.text(x, y - 0.44, name, zorder=4, **style)
    (x, y), _, (u, v) = CENTRES
    for dx in (-0.62, 0.62):  # apple trees
        axis.add_patch(
            Polygon(
                [(x + dx - 0.05, y - 0.2), (x + dx + 0.05, y - 0.2), (x + dx, y + 0.2)],
                fc="#84603c",
                zorder=3,
            )
        )
        axis.add_patch(Circle((x + dx, y + 0.2), 0.25, fc="#6a9a5c", zorder=3))
        for ax, ay in ((-0.1, 0.06), (0.1, 0.12), (0.02, -0.1)):
            axis.add_patch(Circle((x + dx + ax, y + 0.2 + ay), 0.05, fc="#c8102e", zorder=4))
    cake = ((-0.3, -0.2, 0.3, 0.02, "#c98d54"), (-0.3, 0.02, 0.3, 0.1, "#fff3df"))
    for left, low, right, high, colour in cake:  # at home: where the slide ends
        corners = [(left, low), (right, low), (right, high), (left, high)]
        axis.add_patch(Polygon([(u + a, v + b + 0.08) for a, b in corners], fc=colour, zorder=3))
    axis.add_patch(Circle((u, v + 0.25), 0.07, fc="#c8102e", zorder=4))
    for dx, size in ((-0.26, 0.8), (0.02, 1.1), (0.3, 0.75)):  # fire on the way up
        foot = np.array([8.72 + dx, 2.05 + 0.55 * dx])
        flame = np.array([(-0.13, 0), (-0.1, 0.2), (0, 0.42), (0.1, 0.2), (0.13, 0)]) * size
        axis.add_patch(Polygon(flame + foot, fc="#e0702a", zorder=2))
        axis.add_patch(Polygon(0.55 * flame + foot, fc="#f6c344", zorder=2))


def _map_pixels(world: MDP) -> tuple[np.ndarray, dict]:
    """Return the map as an RGB picture, and where places (state) and signs (state, action) are."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure, axis = card(8.2, 3.5)
    figure.patch.set(alpha=1, facecolor=CARD)
    canvas = FigureCanvasAgg(figure)
    _draw_map(axis, world, None)
    canvas.draw()
    image = np.asarray(canvas.buffer_rgba())[:, :, :3].copy()

    def pixel(point):
        x, y = axis.transData.transform(point)
        return np.array([x, image.shape[0] - y])

    places = {state: pixel(centre) for state, centre in enumerate(CENTRES)}
    return image, places | {key: pixel(pill) for key, pill in _PILLS.items()}


def _on_the_way(places: dict, here: int, there: int, action: int, share: float) -> np.ndarray:
    """Return where Peter is: from a place by the sign of his action to the next, along a curve."""
    ease = share * share * (3 - 2 * share)
    start, end = places[here], places[there]
    sign = places[here, action] + np.array([0, 26])
    corner = start + (sign - start) * (0.9 if here == there else 1.2)
    return (1 - ease) ** 2 * start + 2 * ease * (1 - ease) * corner + ease**2 * end


def _peter(size: int) -> np.ndarray:
    from lib.pictures.figures import sprite  # here, because importing OpenCV takes a moment

    return np.array(sprite("peter", size))


def _font_file() -> str:
    from matplotlib import font_manager

    return font_manager.findfont("DejaVu Sans")
