"""Ms. Pac-Man as it is registered, and the objects that can be found on its screen.

A game is `ALE/MsPacman-v5`: a decision every fourth frame, each frame repeating the last action with
probability 1/4 whatever was decided, three lives, every point counted. The screen is turned into a
`Scene` on the grid of the maze: 14 rows and 20 columns of cells, 12 pixels high and 8 wide. A cell is
a number, row times 20 plus column, and -1 is no cell. Needs the package `ale-py`, which nothing else
in the course does.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import gymnasium
import numpy as np

ID = "ALE/MsPacman-v5"
INSTALL = (
    'Ms. Pac-Man needs the package ale-py: run `pip install "ale-py==0.12.1"`, then try again.'
)
REGISTERED = {"repeat_action_probability": 0.25, "frameskip": 4, "full_action_space": False}
ROWS, COLUMNS = 14, 20
NOTHING = -1
UP, RIGHT, LEFT, DOWN = DIRECTIONS = range(4)
NOOP, *ACTIONS = 0, 1, 2, 3, 4  # of the environment; the four of DIRECTIONS
STEPS = (-1, 0), (0, 1), (0, -1), (1, 0)  # down and to the right, of each direction
OPPOSITE = DOWN, LEFT, RIGHT, UP
DEAF = 65  # steps at the start of a game during which no action does anything
PATIENCE = 8  # steps after which a move that leads to no other cell is over
HEIGHT = 172  # rows of the screen that belong to the maze; below are lives and points
FORGET = 12  # steps for which a ghost that is not drawn is believed to be where it was
MS_PACMAN = 210, 164, 74
GHOSTS = {
    "red": (200, 72, 72),
    "pink": (198, 89, 179),
    "cyan": (84, 184, 153),
    "orange": (180, 122, 48),
}
EDIBLE = (66, 114, 194), (214, 214, 214)  # the second shortly before they hunt again
TOPS = 2 + 12 * np.arange(ROWS)  # the first row of pixels of each row of cells
MIDDLES = np.where(np.arange(COLUMNS) < 10, 2, 6) + 8 * np.arange(
    COLUMNS
)  # of each column of cells
WALL_AT = 1, 80  # a pixel that is wall in every maze
_AT_TOP = 160 * TOPS[:, None] + MIDDLES  # of each cell the pixel at its top, counted row by row
# Of each cell three pixels: on the floor, in the middle of a dot, and where a pill alone is drawn.
_LOOKED_AT = np.stack([_AT_TOP.ravel() + 160 * down for down in (11, 5, 2)])


def must_be_installed() -> None:
    """Do nothing, or raise ModuleNotFoundError, saying what to install, where ale-py is missing."""
    if importlib.util.find_spec("ale_py") is None:
        raise ModuleNotFoundError(INSTALL)


def make(**options) -> gymnasium.Env:
    """Return one game as it is registered; options, like render_mode, go to `gymnasium.make`.

    Raises ModuleNotFoundError, saying what to install, where ale-py is missing; ValueError for an option
    that would make it another game; RuntimeError where ale-py registers another one than the game
    whose scores this course tells.
    """
    must_be_installed()
    import ale_py

    for name in REGISTERED.keys() & options.keys():
        raise ValueError(
            f"with another {name} it is another game, and its scores tell nothing here"
        )
    ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
    gymnasium.register_envs(ale_py)
    found = gymnasium.spec(ID).kwargs
    strange = {name: found.get(name) for name in REGISTERED if found.get(name) != REGISTERED[name]}
    if strange:
        raise RuntimeError(f"this ale-py registers another game, with {strange}")
    return gymnasium.make(ID, **options)


class Game:
    """One whole game, from the first step in which somebody listens to the last life's end.

    scene: what is seen now. score: the points so far. lives, steps: as many are left, and were made.
    over: whether the last life is lost. frame: the picture that the scene was read from. Loss of a
    life ends nothing here: the environment's `reset` would begin a new game and throw the rest away.
    """

    def __init__(self, seed: int, env: gymnasium.Env | None = None):
        self.env = env if env is not None else make()
        self._eyes, self.score, self.steps, self.over = Eyes(), 0.0, 0, False
        self.frame, info = self.env.reset(seed=seed)
        self.scene, self.lives = self._eyes(self.frame), info["lives"]
        for _ in range(DEAF):
            self.step(NOOP)

    def __deepcopy__(self, memo: dict) -> None:
        raise TypeError(
            "a copy of an Atari environment is a new game, not this one: play another Game"
        )

    def step(self, action: int) -> tuple[float, bool]:
        """Do an action of the environment; return the points of this step, and whether a life was lost."""
        self.frame, points, terminated, truncated, info = self.env.step(action)
        died, self.lives = info["lives"] < self.lives, info["lives"]
        self.over = terminated or truncated
        self.scene = self._eyes(self.frame)
        self.score, self.steps = self.score + points, self.steps + 1
        return float(points), died

    def move(self, direction: int) -> tuple[float, bool]:
        """Go in a direction until another cell is reached; return points and whether a life was lost.

        The move ends as well when a life is lost, when the game is over, and after PATIENCE steps.
        """
        points, cell = 0.0, self.scene.cell
        for _ in range(PATIENCE):
            more, died = self.step(ACTIONS[direction])
            points += more
            if died or self.over or self.scene.cell != cell:
                break
        return points, died


def evaluate(
    act: Callable[[Scene], int], games: int, seed: int, most: float = np.inf
) -> np.ndarray:
    """Return the scores of so many whole games, shape (games,); act: a direction for each scene.

    most: steps after which a game is stopped, with the points that it has brought by then.
    """
    seeds, env, scores = np.random.SeedSequence(seed).generate_state(games).tolist(), make(), []
    for each in seeds:
        game = Game(each, env)
        while not game.over and game.steps < most:
            game.move(act(game.scene))
        scores.append(game.score)
    env.close()
    return np.array(scores)


def code_of(colour: tuple[int, int, int]) -> int:
    """Return a colour as one number; red and green tell all of them apart."""
    return colour[0] | colour[1] << 8


def coded(frame: np.ndarray) -> np.ndarray:
    """Return the colours of the maze's part of a frame, each as one number; shape (HEIGHT, 160)."""
    two_of_three = np.ndarray((HEIGHT, 160), "<u2", frame, strides=(480, 3))
    return two_of_three.astype(np.uint16)


def cell_at(row: float, column: float) -> int:
    """Return the cell of a place on the screen, in pixels."""
    down = min(max(round((row - 7.5) / 12), 0), ROWS - 1)
    left = column if column < 80 else column - 4
    return down * COLUMNS + min(max(round((left - 1.5) / 8), 0), COLUMNS - 1)


def place_of(cell: int) -> tuple[float, float]:
    """Return row and column, in pixels, of the middle of a cell."""
    return 7.5 + 12 * (cell // COLUMNS), float(MIDDLES[cell % COLUMNS] - 0.5)


_PLACES = tuple(map(place_of, range(ROWS * COLUMNS)))


class Maze:
    """The cells where one can walk, which of them are neighbours, and how far apart they are.

    corridor: True or False, shape (ROWS, COLUMNS). next: the cell in each of the four directions,
    NOTHING where a wall is, shape (280, 4); ways: the directions in which there is one, a list for each
    cell. crossings: cells with more than two neighbours.
    """

    def __init__(self, corridor: np.ndarray):
        self.corridor = corridor
        cells = np.arange(corridor.size).reshape(corridor.shape)
        self.next = np.full((corridor.size, 4), NOTHING)
        for direction, (down, right) in enumerate(STEPS):
            there = np.roll(cells, (-down, -right), axis=(0, 1))
            free = corridor & corridor.ravel()[there]
            if down:  # a tunnel leads from side to side, not from the top to the bottom
                free[0 if down < 0 else -1] = False
            self.next[free.ravel(), direction] = there[free]
        self.ways = [np.flatnonzero(there >= 0).tolist() for there in self.next]
        self.crossings = np.flatnonzero([len(ways) > 2 for ways in self.ways])

    @cached_property  # a maze that blinks between two games is seen and never walked in
    def apart(self) -> np.ndarray:
        """Steps between cells, infinite where there is no way; shape (280, 280)."""
        from scipy.sparse import csgraph  # here, because importing SciPy takes a moment

        graph = np.zeros((len(self.next), len(self.next)))
        here, way = np.nonzero(self.next >= 0)
        graph[here, self.next[here, way]] = 1
        return csgraph.shortest_path(graph, unweighted=True)


@lru_cache(maxsize=16)
def _maze(corridor: bytes) -> Maze:
    return Maze(np.frombuffer(corridor, dtype=bool).reshape(ROWS, COLUMNS))


@dataclass
class Scene:
    """What is on the screen, on the grid of the maze.

    cell: where Ms. Pac-Man is. heading: the direction of her last step from cell to cell. dots, pills:
    cells with one, True or False, shape (280,). hunting, edible: the cells of ghosts of either kind.
    came_from: for each hunting ghost the cell it was in before, or NOTHING. fruit: its cell, or NOTHING.
    """

    maze: Maze
    cell: int
    heading: int
    dots: np.ndarray
    pills: np.ndarray
    hunting: list[int] = field(default_factory=list)
    came_from: list[int] = field(default_factory=list)
    edible: list[int] = field(default_factory=list)
    fruit: int = NOTHING

    @property
    def ways(self) -> list[int]:
        """Directions in which there is no wall; where nothing is known, the heading alone."""
        free = self.maze.ways[self.cell]
        return free.copy() if self.cell != NOTHING and free else [self.heading]


class Eyes:
    """Turns frames of one game into scenes, remembering what is hidden for the moment.

    Not everything is drawn in every frame: the machine could not. A ghost that was seen lately is
    still there, as is a dot under a ghost, and a pill that blinks.
    """

    def __init__(self):
        self._dots = self._pills = np.zeros(ROWS * COLUMNS, dtype=bool)
        self._cell, self._before, self._heading = NOTHING, NOTHING, LEFT
        self._seen: dict[str, tuple[int, int, int]] = {}  # ghost: moment, cell, the cell before
        self._edible_seen, self._edible = -FORGET, []
        self._maze, self._shape, self._ground, self.t = None, b"", NOTHING, 0

    def __call__(self, frame: np.ndarray) -> Scene:
        """Return what is on the screen now; frame: uint8, shape (210, 160, 3)."""
        codes = coded(frame)
        wall, codes = codes[WALL_AT], codes.ravel()
        self._look_at_the_maze(codes, wall)
        inside = codes[320:27200]
        places = np.flatnonzero((inside != wall) & (inside != self._ground)) + 320
        rows = places // 160
        things = codes[places], rows, places - 160 * rows
        self._look_at_her(*things)
        self._look_at_ghosts(*things)
        hunting = [seen for seen in self._seen.values() if self.t - seen[0] <= FORGET]
        self.t += 1
        dots = self._dots.copy()
        dots[self._cell] = False  # under her one sees nothing, and she has eaten it, or will
        return Scene(
            self._maze,
            self._cell,
            self._heading,
            dots,
            self._pills.copy(),
            [cell for _, cell, _ in hunting],
            [before for *_, before in hunting],
            list(self._edible),
            self._fruit(*things),
        )

    def _look_at_the_maze(self, codes: np.ndarray, wall: int) -> None:
        floor, middle, top = codes.take(_LOOKED_AT)
        corridor = floor != wall
        if (shape := corridor.tobytes()) != self._shape:
            self._maze, self._shape = _maze(shape), shape
        on_ground = np.count_nonzero(corridor & (floor == self._ground))
        if 2 * on_ground <= np.count_nonzero(corridor):
            self._ground = int(np.bincount(floor[corridor]).argmax())
        drawn = corridor & (middle == wall)
        self._pills = self._pills | (drawn & (top == wall))
        self._dots = np.where(drawn, ~self._pills, self._dots) & (middle != self._ground)

    def _look_at_her(self, colours: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
        place = _middle_of(colours == _HER, rows, columns)
        if place is None:
            return
        cell = cell_at(*place)
        if self._cell != NOTHING and _far(place, self._cell) - _far(place, cell) < 2:
            cell = self._cell  # her mouth opens and shuts, and her middle sways with it
        if cell != self._cell:
            ways = np.flatnonzero(self._maze.next[self._cell] == cell)
            if self._cell == NOTHING or len(ways) == 0:  # a new life: everybody is somewhere else
                self._seen = {}
            else:
                self._heading = int(ways[0])
            self._cell = cell
        self._pills[cell] = False

    def _look_at_ghosts(self, colours: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
        frightened = (colours == _PREY[0]) | (colours == _PREY[1])
        if np.count_nonzero(frightened) > 20:
            if not self._edible:  # those that are edible now were hunting a moment ago
                self._seen = {}
            self._edible, self._edible_seen = (
                _cells_of(rows[frightened], columns[frightened]),
                self.t,
            )
        elif self.t - self._edible_seen > 2:
            self._edible = []
        for name, colour in _HUNTERS:
            cell = _cell_of(colours == colour, rows, columns)
            if cell != NOTHING:
                _, last, before = self._seen.get(name, (0, NOTHING, NOTHING))
                self._seen[name] = self.t, cell, before if cell == last else last

    def _fruit(self, colours: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> int:
        strange = ~_KNOWN[colours]
        return _cell_of(strange, rows + 2, columns) if np.count_nonzero(strange) >= 12 else NOTHING


_HER, _PREY = code_of(MS_PACMAN), tuple(map(code_of, EDIBLE))
_HUNTERS = tuple((name, code_of(colour)) for name, colour in GHOSTS.items())
_KNOWN = np.zeros(1 << 16, dtype=bool)
_KNOWN[[0, _HER, *_PREY, *(colour for _, colour in _HUNTERS)]] = True


def _middle_of(which: np.ndarray, rows: np.ndarray, columns: np.ndarray):
    """Return row and column of the middle of those pixels that are asked for, None if there are none."""
    found = np.flatnonzero(which)
    if len(found) == 0:
        return None
    across = columns[found]
    first, last = rows.item(found[0]), rows.item(found[-1])
    return (first + last) / 2, (int(across.min()) + int(across.max())) / 2


def _cell_of(which: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> int:
    place = _middle_of(which, rows, columns)
    return NOTHING if place is None else cell_at(*place)


def _far(place: tuple[float, float], cell: int) -> float:
    """Return how many pixels, down and across, a place is from the middle of a cell."""
    row, column = _PLACES[cell]
    return abs(place[0] - row) + abs(place[1] - column)


def _cells_of(rows: np.ndarray, columns: np.ndarray) -> list[int]:
    """Return the cells of the things that some pixels belong to, each in one piece."""
    import cv2  # here, because importing OpenCV takes a moment

    top, left = int(rows[0]) & ~1, int(columns.min()) & ~1  # two by two, as OpenCV counts pieces
    down, right = rows - top, columns - left
    mask = np.zeros((down[-1] + 1, right.max() + 1), dtype=np.uint8)
    mask[down, right] = 1
    count, pieces = cv2.connectedComponents(mask)
    piece = pieces[down, right]
    sizes, down, across = (np.bincount(piece, weights, count) for weights in (None, rows, columns))
    big = [i for i in range(1, count) if sizes[i] >= 20]
    return [cell_at(down[i] / sizes[i], across[i] / sizes[i]) for i in big]
