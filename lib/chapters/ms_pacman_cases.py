"""What the checks of the chapter on Ms. Pac-Man need: small screens and mazes, stand-ins, and what mistakes give."""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check
from lib.plain import show
from lib.worlds.ms_pacman import COLUMNS, MIDDLES, ROWS, TOPS, WALL_AT

FAR = 999  # of a cell that no way leads to

# What typical mistakes give in the small cases of the checks: explanation to wrong result.
FIND_MISTAKES = {
    "below the maze are lives and points: look at the first HEIGHT rows": [117.0, 70.5],
    "red, green *and* blue must be the colour's: a decoy has only some of them": [40.0, 71.5],
    "one colour number alone does not make a colour: all three": [61.5, 54.0],
    "the middle between first and last, not the mean of all pixels": [54.576923, 42.653846],
    "that is its first pixel: take the middle of the first and the last row and column": [51, 40],
    "first the row, then the column": [44.5, 55.5],
    "the middle is half way between first and last: divide by 2": [111.0, 89.0],
    "that is its size, not its middle: add, not subtract": [4.5, 4.5],
}
SMALL_MAZE = [22, 23, 24, 44, 64, 65, 66]  # cells with corridor
CORRIDOR_MISTAKES = {
    "in the middle of a cell may be a dot, which has the wall's colour: look 11 rows below its top": [
        *[23, 44, 65],
    ],
    "two colours differ if *any* of their three numbers does": [],
    "those are the walls: True is where one can walk": [
        *(cell for cell in range(ROWS * COLUMNS) if cell not in SMALL_MAZE),
    ],
    "each maze has its own colours: the wall's is that of the pixel WALL_AT": list(
        range(ROWS * COLUMNS)
    ),
}
KEEP = 4
MEMORY = {"red": (4, 61), "pink": (2, 88), "cyan": (3, 90), "orange": (0, 30)}
SEEN = {"red": 62}  # at moment 6
REMEMBERED = {"red": (6, 62), "pink": (2, 88), "cyan": (3, 90)}
REMEMBER_MISTAKES = {
    "what is not seen for a moment is still there: keep those seen lately": {"red": (6, 62)},
    "who was not seen for more than `keep` steps may be anywhere: forget it": {
        **REMEMBERED,
        "orange": (0, 30),
    },
    "what was seen exactly `keep` steps ago still counts": {"red": (6, 62), "cyan": (3, 90)},
    "who is seen now is seen at moment t": {**REMEMBERED, "red": (4, 62)},
    "a place seen now replaces the older one": {**REMEMBERED, "red": (4, 61)},
    "who is not seen keeps the moment when it *was* seen, or it will never be forgotten": {
        "red": (6, 62),
        "pink": (6, 88),
        "cyan": (6, 90),
    },
    "first the moment, then the cell": {**REMEMBERED, "red": (62, 6)},
}
TINY_MAZE = [[1, 1, 1, 0, 1], [0, 0, 1, 0, 1], [1, 1, 1, 0, 1], [0, 0, 0, 0, 0], [0, 1, 0, 0, 0]]
_DARK = [FAR] * 5
DISTANCE_MISTAKES = {
    "a tunnel leads from the first column to the last: count columns modulo their number": [
        *[[0, 1, 2, FAR, FAR], [FAR, FAR, 3, FAR, FAR], [6, 5, 4, FAR, FAR], _DARK, _DARK],
    ],
    "only columns have tunnels: above the first row is nothing": [
        *[[0, 1, 2, FAR, 1], [FAR, FAR, 3, FAR, 2], [4, 5, 4, FAR, 3], _DARK],
        [FAR, 2, FAR, FAR, FAR],
    ],
    "one walks up, right, left or down, not across corners": [
        *[[0, 1, 2, FAR, 1], [FAR, FAR, 2, FAR, 1], [2, 3, 3, FAR, 2], _DARK, _DARK],
    ],
    "walls are in the way": [
        *[[0, 1, 2, 2, 1], [1, 2, 3, 3, 2], [2, 3, 4, 4, 3], [3, 4, 5, 5, 4], [4, 5, 6, 6, 5]],
    ],
    "take the cell that has waited longest: popleft(), or a long way is found before a short one": [
        *[[0, 1, 8, FAR, 1], [FAR, FAR, 7, FAR, 2], [4, 5, 6, FAR, 3], _DARK, _DARK],
    ],
    "the start is 0 steps away from itself": [
        *[[2, 1, 2, FAR, 1], [FAR, FAR, 3, FAR, 2], [4, 5, 4, FAR, 3], _DARK, _DARK],
    ],
    "the start is 0 steps away, its neighbours are 1": [
        *[[1, 2, 3, FAR, 2], [FAR, FAR, 4, FAR, 3], [5, 6, 5, FAR, 4], _DARK, _DARK],
    ],
    "what no way leads to is FAR away": [
        *[[0, 1, 2, 0, 1], [0, 0, 3, 0, 2], [4, 5, 4, 0, 3], [0] * 5, [0] * 5],
    ],
}
CLOSE_MISTAKES = {
    "the *nearest* of the cells counts": 1 / 7,
    "the nearest of the cells counts, not their mean": 1 / 5.5,
    "1 / (1 + d): a thing zero steps away is no division by zero": 1 / 3,
    "near is large: 1 / (1 + d), not the distance": 3.0,
    "only the cells that are named": 1.0,
}
FIRST_MISTAKES = {
    "she has one step to go before her way begins, and a tie is no win: mine + 1 < theirs": 3,
    "count only the cells that are asked for": 4,
    "the *nearest* hunter decides: the smallest of their distances": 5,
    "count the cells where *she* is first": 6,
}
FIRST = np.array(  # her steps to each of twelve cells, and those of two hunters
    [
        [1, 2, 3, 6, 5, 9, 7, 4, 0, 1, FAR, FAR],
        [5, 8, 4, 9, 3, 3, 2, 1, 9, 7, FAR, FAR],
        [9, 8, 9, 4, 10, 4, 2, 3, 9, 6, FAR, FAR],
    ]
)
UPDATE_MISTAKES = {
    "the target is the reward plus γ times the next Q": [1.5, 2.0, 0.25],
    "γ is missing": [2.5, 2.0, 0.75],
    "*semi*-gradient: the target stands still, x_next is no part of the step's direction": [
        *[2.0, 1.75, 0.25],
    ],
    "the step's direction is x: multiply by the features": [1.5, 2.5, 0.5],
    "towards the target: *add* α times the error": [0.0, 2.0, -0.5],
    "α is missing": [5.0, 2.0, 2.0],
    "the error is the target *minus* what was said": [3.0, 2.0, 1.0],
}
ENDED_MISTAKES = {
    "after an end there is no next Q: the target is the reward alone": [1.0, -1.0],
    "the last step of a life teaches most: its target is the reward": [1.0, 2.0],
}
SCORE_MISTAKES = {
    "both of the duck's mistakes are still there": 2,
    "a ghost counts 200, not 1: add what is paid": 4,
    "a life lost is not the end of a game: it ends when it is terminated or truncated": 210,
    "the last step counts as well": 220,
    "the first step counts as well": 260,
}
INTERVAL_MISTAKES = {
    "divide by n - 1, not by n: numpy's std(ddof=1)": [1166.6, 4833.4],
    "the error of a *mean* is smaller than that of one game: divide by √n": [-1234.1, 7234.1],
    "divide by √n, not by n": [1941.5, 4058.5],
    "1.96 errors to either side": [1919.9, 4080.1],
    "low and high, in this order": [5117.0, 883.0],
    "the two ends, not the mean and what to add": [3000.0, 2117.0],
}
N_STEP_MISTAKES = {
    "that is one step: n rewards, then the value": [13.0, 10.0, 20.0],
    "after n rewards comes the value of where they lead": [2.0, 4.0, 4.0],
    "the value comes n steps later: γ to the power of n": [10.0, 20.0, 20.0],
    "later rewards count less, by another γ for each step": [7.0, 14.0, 20.0],
    "n steps, not all until the end": [7.0, 12.0, 20.0],
    "where the notes end, the last value stands for what comes": [6.0, 12.0, 4.0],
    "that value is one step too early": [8.0, 8.0, 12.0],
}
CUT_MISTAKES = {
    "after an end comes nothing: no value": [6.0, 10.0, 20.0],
    "after an end comes nothing: neither rewards nor a value": [6.0, 12.0, 20.0],
    "after an end comes nothing of the next life: no reward": [2.0, 4.0, 20.0],
    "the step that ends a life counts itself": [1.0, 0.0, 20.0],
}
MIRROR_MISTAKES = {
    "left and right change places in the picture: its columns in reverse order": [
        *[[10.0, 11.0], [2, 1, 3, 0]],
    ],
    "the second axis is the rows: turn the third": [[30.0, 31.0], [2, 1, 3, 0]],
    "who goes right in the world goes left in the mirror": [[20.0, 21.0], [1, 2, 3, 0]],
    "up stays up, and down down": [[20.0, 21.0], [2, 1, 0, 3]],
    "the layers stay in order: they are what things are, not where": [[21.0, 20.0], [2, 1, 3, 0]],
}


def decoys() -> np.ndarray:
    """Return a screen with one ghost with a tail, things of nearly its colour, and its colour below."""
    frame = np.zeros((210, 160, 3), dtype=np.uint8)
    frame[:] = (0, 28, 136)
    frame[51:61, 40:44] = frame[51:53, 44:50] = (200, 72, 72)
    frame[20:24, 100:104] = (200, 72, 10)
    frame[100:104, 5:9] = (200, 10, 10)
    frame[180:184, 98:102] = (200, 72, 72)
    return frame


def maze_frame(corridor, wall: Sequence[int], floor: Sequence[int], dots=()) -> np.ndarray:
    """Return a screen with such a maze, in such colours, and a dot, of the wall's, in some cells."""
    frame = np.zeros((210, 160, 3), dtype=np.uint8)
    frame[:172] = wall
    for cell in np.flatnonzero(corridor):
        row, column = TOPS[cell // COLUMNS], MIDDLES[cell % COLUMNS]
        frame[row : row + 12, max(column - 4, 0) : column + 5] = floor
    for cell in dots:
        row, column = TOPS[cell // COLUMNS], MIDDLES[cell % COLUMNS]
        frame[row + 5 : row + 7, max(column - 2, 0) : column + 2] = wall
    frame[WALL_AT] = wall
    return frame


def small_maze() -> np.ndarray:
    """Return a screen with seven cells of corridor; its colours share their green."""
    corridor = np.zeros(ROWS * COLUMNS, dtype=bool)
    corridor[SMALL_MAZE] = True
    dots = sorted(set(SMALL_MAZE) - {23, 44, 65})
    return maze_frame(corridor, (120, 90, 200), (10, 90, 30), dots)


def cells_of(corridor) -> list[int]:
    """Return the numbers of the cells that are True, after a look at type and shape."""
    flags = np.asarray(corridor)
    told = "the corridors: an array of True and False"
    check.that(flags.dtype == bool, told, got=show(corridor))
    check.array(flags.astype(int), "the corridors", (ROWS, COLUMNS))
    return np.flatnonzero(flags).tolist()


def memory_of(found) -> dict:
    """Return what is remembered with tuples for whatever sequence holds moment and cell."""
    check.that(type(found) is dict, "the memory: a dict of ghosts", got=show(found))
    return {
        name: tuple(check.array(seen, f"what is remembered of {name}", (2,)).tolist())
        for name, seen in found.items()
    }


def line_of(steps: dict[int, int]) -> np.ndarray:
    """Return distances of twelve cells: FAR, but for those given."""
    distance = np.full(12, FAR)
    distance[list(steps)] = list(steps.values())
    return distance


def four_windows() -> np.ndarray:
    """Return four windows of 2 × 2 cells and two layers, whose cells tell where they are."""
    first = np.array([[10.0, 20], [30, 40]])
    return np.stack([np.stack([first, first + 1], axis=-1) + 100 * k for k in range(4)])


class ScriptedGame:
    """A game that follows a script: what each move pays, and which moves cost a life.

    first: what is seen in the first moment. The game is over after the last move. `said` notes, in order, what it was told to do and what the
    two functions of :meth:`choose` and :meth:`study` were given.
    """

    __lent__ = ("scene", "over", "move")

    def __init__(self, paid: Sequence[float], deaths: Sequence[bool], first: int = 10):
        self.paid, self.deaths, self.first = list(paid), list(deaths), first
        self.t, self.said = 0, []

    @property
    def scene(self) -> int:
        """What is seen: a number that tells the moment."""
        return self.first + self.t

    @property
    def over(self) -> bool:
        """Whether the last move was made."""
        return self.t >= len(self.paid)

    def move(self, way: int) -> tuple[float, bool]:
        """Return what is paid for a move, and whether it cost a life."""
        self.said.append(("move", int(way)))
        check.that(not self.over, "the game is over: no further moves")
        self.t += 1
        return float(self.paid[self.t - 1]), bool(self.deaths[self.t - 1])

    def choose(self, scene) -> tuple[int, list[float]]:
        """Return a way and features that tell how often was chosen; each time other ones."""
        count = sum(kind == "choose" for kind, *_ in self.said)
        self.said.append(("choose", int(scene)))
        return (6 * count + int(scene)) % 4, [float(scene), float(count)]

    def study(self, x, reward, x_next) -> None:
        """Note a lesson."""
        after = None if x_next is None else [float(n) for n in x_next]
        self.said.append(("study", [float(n) for n in x], float(reward), after))


def played(
    play: Callable, paid: Sequence[float], deaths: Sequence[bool], penalty: float, first: int = 10
) -> list[tuple]:
    """Return what was chosen, moved and studied, in order, while a scripted game was played."""
    game = ScriptedGame(paid, deaths, first)
    play(game, Asked(game.choose), Asked(game.study), penalty)
    check.that(game.over, "play until the game is over", got=f"{game.t} of {len(paid)} moves")
    return game.said


class Asked:
    """A function that a student may call, and nothing else."""

    __lent__ = ("__call__",)

    def __init__(self, function: Callable):
        self.function = function

    def __call__(self, *arguments):
        """Call it."""
        return self.function(*arguments)


def kinds(said: Sequence[tuple], kind: str) -> list:
    """Return what was said of one kind, without its name."""
    return [list(rest) if len(rest) > 1 else rest[0] for name, *rest in said if name == kind]


def examine_order(said: Sequence[tuple], moves: int, first: int = 10) -> None:
    """Check that every way chosen was gone, once, and that one chose by what was then seen."""
    chosen = kinds(said, "choose")
    went = kinds(said, "move")
    ways = [(6 * count + scene) % 4 for count, scene in enumerate(chosen)]
    hint = "the way and the features that are studied next are those that are gone next"
    told = "choose once for each move, and go the way that was chosen"
    check.equal(len(chosen) - len(went) in (0, 1), True, told, hint=hint)
    check.equal(went, ways[: len(went)], told, hint=hint)
    check.equal(chosen[:moves], [first + t for t in range(moves)], "choose by what is seen now")


class ScriptedScreen:
    """An environment that pays by a script; the lives it tells fall where the script says so."""

    __lent__ = ("reset", "step")

    def __init__(self, paid: Sequence[float], lives: Sequence[int], *, limit: bool = False):
        self.paid, self.lives, self.limit = list(paid), list(lives), limit
        self.t, self.seeds, self.done = 0, [], []

    def reset(self, *, seed=None, options=None):
        """Begin, with three lives."""
        self.t = 0
        self.seeds.append(seed)
        return 100, {"lives": 3}

    def step(self, action):
        """Return a number as frame, the pay, terminated, truncated and the lives left."""
        self.done.append(int(action))
        check.that(self.t < len(self.paid), "the game is over: no further steps")
        self.t += 1
        over = self.t == len(self.paid)
        info = {"lives": self.lives[self.t - 1]}
        pay = float(self.paid[self.t - 1])
        return 100 + self.t, pay, over and not self.limit, over and self.limit, info


def by_frame(frame) -> int:
    """Return an action that tells what was seen."""
    return int(frame) % 9


def examine_screen(env: ScriptedScreen, seed: int) -> None:
    """Check that a game was begun once, with the seed, and played by what was seen to its end."""
    check.equal(env.seeds, [seed], "reset once, with the seed")
    acted = [(100 + t) % 9 for t in range(len(env.paid))]
    check.equal(env.done, acted, "play to the end, by what is seen now")
