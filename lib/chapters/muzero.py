"""The pictures of the chapter on planning, and the poles and the thinker of its examination.

What its other checks need stands in `muzero_cases` and `muzero_lessons`.
"""

from collections.abc import Sequence

import numpy as np

from lib import check
from lib.pictures import cartpole
from lib.pictures.cartpole import LEFT, LOST, RIGHT
from lib.pictures.plots import ARM, CARD, FAINT, INK, SMALL, Picture, card, rgb

FELT = "position (m)", "velocity (m/s)", "angle (°)", "angular velocity (rad/s)"
PUBLISHED = 68, 386  # games, and the test reward that the best-known program reports after them
PAPER = (251, 250, 247)
EXAM_MISTAKES = {
    "a game ends by a fall *or* by a cut: the duck looks for falls alone": [3, 5, 4],
    "each pole plays its first game and no other": [4, 4, 4],
    "the last step of a game counts as well": [2, 1, 3],
    "that is one step too many": [4, 3, 5],
}


def thoughts(tree, size: tuple[int, int] = (300, 240), game: int = 0) -> np.ndarray:
    """Return a picture of a search tree, shape (height, width, 3): the root above, thicker for more visits.

    tree: with `child`, `N`, shape (games, nodes, 2). Blue is action 0, orange action 1.
    """
    import cv2

    width, height = size
    picture = np.full((height, width, 3), PAPER, np.uint8)
    child, visits = tree.child[game], tree.N[game]
    places = _places(child)
    deep, wide = max(d for d, _ in places.values()), max(len(places) - 1, 1)

    def point(node: int) -> tuple[int, int]:
        depth, rank = places[node]
        x = 14 + rank / wide * (width - 28)
        return round(x), round(14 + depth * min(34, (height - 28) / max(deep, 1)))

    for node in places:
        for action, colour in ((0, LEFT), (1, RIGHT)):
            if child[node, action] >= 0:
                thick = 1 + round(np.sqrt(visits[node, action]))
                ends = point(node), point(child[node, action])
                cv2.line(picture, *ends, rgb(colour), thick, cv2.LINE_AA)
    for node in places:
        cv2.circle(picture, point(node), 5 if node == 0 else 3, rgb(INK), -1, cv2.LINE_AA)
    return picture


def _places(child: np.ndarray) -> dict[int, tuple[int, int]]:
    """Return depth and rank from left to right of each node of a binary tree."""
    places, stack, node, depth = {}, [], 0, 0
    while stack or node >= 0:  # in order: left, node, right
        while node >= 0:
            stack.append((node, depth))
            node, depth = int(child[node, 0]), depth + 1
        node, depth = stack.pop()
        places[node] = depth, len(places)
        node, depth = int(child[node, 1]), depth + 1
    return places


def thinking(frame: np.ndarray, tree, caption: str) -> np.ndarray:
    """Return a frame of a film: the pole, the push, and the tree that led to it; (240, 660, 3)."""
    import cv2

    left = cartpole.shrunk(np.ascontiguousarray(frame[100:340]), 0.6)
    picture = np.full((240, 660, 3), PAPER, np.uint8)
    picture[48 : 48 + left.shape[0], : left.shape[1]] = left
    picture[:, 366:] = thoughts(tree, size=(294, 240))
    push = int(tree.N[0, 0].argmax())
    tip, colour = (160, LEFT) if push == 0 else (200, RIGHT)
    ends = (180, 214), (180 + 2 * (tip - 180), 214)
    cv2.arrowedLine(picture, *ends, rgb(colour), 3, cv2.LINE_AA, tipLength=0.35)
    return cartpole.captioned(picture, caption, (10, 28), 0.5)


def diaries(runs: Sequence[np.ndarray], lengths: Sequence[Sequence[int]]) -> Picture:
    """Draw what examinations said over the games played, and how long the games themselves were.

    runs: diaries with games in column 0 and the examination's mean in column 3. lengths: of each
    game of each run.
    """
    figure, axis = card(8.2, 4.0, title="Examinations, and the games that were learned from")
    for number, (diary, steps) in enumerate(zip(runs, lengths, strict=True)):
        colour = ARM[number % len(ARM)]
        axis.plot(np.arange(1, len(steps) + 1), steps, ".", color=colour, alpha=0.35, markersize=6)
        axis.plot(
            diary[:, 0], diary[:, 3], "o-", color=colour, linewidth=2.1, label=f"Peter {number}"
        )
    axis.plot(*PUBLISHED, "D", color=LOST, markersize=7, label="published")
    axis.axhline(475, color=INK, linewidth=1.2, dashes=(4, 3))
    axis.text(71, 469, "solved: 475", color=INK, fontsize=9, ha="right", va="top")
    axis.set(xlabel="games", ylabel="steps of 500", xlim=(0, 72), ylim=(0, 530))
    axis.legend(frameon=False, labelcolor=INK, fontsize=9, loc="lower right")
    axis.set_title("lines: mean of 20 fresh games · dots: single games, with dice", **SMALL)
    told = "; ".join(
        f"Peter {k}: {d[-1, 3]:.0f} after {d[-1, 0]:.0f} games" for k, d in enumerate(runs)
    )
    return Picture(figure, f"Examinations over games. {told}. Published: 386 after 68 games.")


def dreams(real: np.ndarray, dreamed: np.ndarray, trained: int) -> Picture:
    """Draw real and dreamed states over the steps of a dream, shape (steps, 4) each.

    trained: how many steps a dream had in the lessons.
    """
    figure, axes = card(
        8.2, 3.4, columns=3, title="The truth, and a dream that saw one moment of it"
    )
    steps = np.arange(1, len(real) + 1)
    for axis, place in zip(axes, (2, 3, 0), strict=True):
        size = np.degrees(1) if place == 2 else 1
        axis.axvspan(0, trained, color=FAINT, alpha=0.15, linewidth=0)
        axis.plot(steps, size * real[:, place], color=INK, linewidth=2.1, label="real")
        axis.plot(steps, size * dreamed[:, place], color=RIGHT, linewidth=1.8, label="dreamed")
        axis.set(xlim=(0, len(real)), xlabel="steps")
        axis.set_title(FELT[place], **SMALL)
    axes[0].legend(frameon=False, labelcolor=INK, fontsize=9)
    return Picture(
        figure, f"Real and dreamed states over {len(real)} steps; trained for {trained}."
    )


def strengths(table: np.ndarray, looks: Sequence[int]) -> Picture:
    """Draw mean steps, a row for each mind (after round 1, 2, …), a column for each number of looks."""
    figure, axis = card(
        8.2, 0.5 * len(table) + 1.3, title="Mean steps of 500: learning and thinking"
    )
    axis.imshow(table, cmap="YlGn", vmin=0, vmax=560, aspect="auto")
    for (row, column), value in np.ndenumerate(table):
        axis.text(
            column,
            row,
            f"{value:.0f}",
            ha="center",
            va="center",
            color=INK if value < 300 else CARD,
            fontsize=10,
        )
    axis.set_xticks(range(len(looks)), ["none" if n == 0 else str(n) for n in looks])
    axis.set_yticks(range(len(table)), [f"after round {k + 1}" for k in range(len(table))])
    axis.set_xlabel("looks ahead before a move")
    axis.grid(visible=False)
    told = "; ".join(
        f"round {k + 1}: "
        + ", ".join(f"{n} looks {v:.0f}" for n, v in zip(looks, row, strict=True))
        for k, row in enumerate(table)
    )
    return Picture(figure, f"Mean steps. {told}.")


class Thinker:
    """Think as it is written: a search's visits that tell the state, and which noise it was given."""

    __lent__ = ("__call__",)

    def __init__(self):
        self.states, self.noise = [], []

    def __call__(self, states, noise) -> np.ndarray:
        """Return visits, shape (n, 2): even states are pushed to the left, some in doubt, odd ones to the right."""
        numbers = np.asarray(states)[:, 0].astype(int)
        self.states.append(numbers.tolist())
        self.noise.append(noise is None)
        left = np.where(numbers[:, None] % 4 == 2, [8, 8], [9, 7])
        return np.where(numbers[:, None] % 2 == 0, left, [5, 11])


class Poles:
    """A vector environment of n poles that follows a script, and notes what is done.

    lengths: steps of the games. falls: which of the first ones end in a fall; later ones all do. What is
    felt begins with a number that tells pole and moment.
    """

    __lent__ = ("num_envs", "reset", "step")

    def __init__(self, lengths, falls, numbers):
        self.lengths, self.falls, self.numbers = (
            np.array(lengths),
            np.array(falls),
            np.array(numbers),
        )
        self.num_envs, self.t, self.seeds, self.done, self.whole = len(lengths), 0, [], [], []

    def reset(self, *, seed=None, options=None):
        """Begin the first games."""
        self.t = 0
        self.seeds.append(seed)
        return self._felt(), {}

    def step(self, actions):
        """Return states, rewards, terminated, truncated and info of the next moment."""
        whole = type(actions) is np.ndarray and actions.dtype.kind in "iub"
        self.whole.append(whole)  # the sledge takes nothing else, but yes and no for 1 and 0
        self.done.append((actions.astype(int) if whole else np.array(actions)).tolist())
        self.t += 1
        ends = self.t % (self.lengths + 1) == self.lengths  # after an end, a step to pick it up
        fell = self.falls | (self.t > self.lengths)
        return self._felt(), np.ones(self.num_envs), ends & fell, ends & ~fell, {}

    def _felt(self) -> np.ndarray:
        states = np.zeros((self.num_envs, 4))
        states[:, 0] = self.numbers[self.t % len(self.numbers)]
        return states


def three_poles() -> Poles:
    """Return poles whose first games end after 3, 2 and 4 steps, the second by the limit."""
    numbers = [[0, 1, 0], [1, 1, 0], [0, 1, 1], [1, 0, 0], [0, 0, 1]]
    return Poles([3, 2, 4], [True, False, True], numbers)


def poles_of(lengths, falls, draw) -> Poles:
    """Return poles whose games have these lengths; what is felt is drawn at random."""
    return Poles(lengths, falls, draw.integers(9, size=(10, len(lengths))))


def examined(poles: Poles, think: Thinker, seed: int) -> None:
    """Check that poles were reset once, with the seed, and pushed by what was thought without dice."""
    check.equal(poles.seeds, [seed], "reset the poles once, with the seed")
    check.that(all(think.noise), "in an examination there are no dice in the root: noise is None")
    on = [np.flatnonzero(poles.lengths > t) for t in range(int(poles.lengths.max()))]
    felt = [poles.numbers[t % len(poles.numbers)][who].tolist() for t, who in enumerate(on)]
    thought, felt = ([number for row in rows for number in row] for rows in (think.states, felt))
    check.equal(thought, felt, "think about the states of the poles that still stand, once each")
    told = "the sledge takes an array of whole numbers, one for each pole: np.zeros(n, dtype=int)"
    check.that(all(poles.whole), told)
    right = [
        np.where(
            np.isin(np.arange(poles.num_envs), who), poles.numbers[t % len(poles.numbers)] % 2, 0
        )
        for t, who in enumerate(on)
    ]
    check.equal(
        poles.done,
        [row.tolist() for row in right],
        "the action with most visits, of two equals the first; 0 for who is over",
    )
