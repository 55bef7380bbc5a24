"""Peter's clearing: what lies where, how he moves, and the shortest way to an apple.

A cell is (row, column); row 0 is at the top. Cells and moves are all there is to the world: what a
move is worth, and how to choose one, is learned in the chapter on the gridworld.
"""

from collections import deque
from dataclasses import dataclass, fields
from functools import cached_property

import gymnasium
import numpy as np

EMPTY, WATER, WOLF, TREE, APPLE, OUTSIDE = range(6)  # kinds of cells; OUTSIDE is none of the board
KIND_NAMES = ("empty", "water", "wolf", "tree", "apple", "outside")
ENDS = frozenset({WATER, WOLF, APPLE, OUTSIDE})  # where an episode ends

UP, DOWN, LEFT, RIGHT = ACTIONS = range(4)
ACTION_NAMES = ("up", "down", "left", "right")
ARROWS = "↑↓←→"
DELTAS = ((-1, 0), (1, 0), (0, -1), (0, 1))  # (rows, columns) of each action

_LETTERS = ".~WTA"
Cell = tuple[int, int]


@dataclass(frozen=True)
class Board:
    """A clearing, and the empty cell on which Peter starts; never changes, so it can be a dict key.

    cells: kind of each cell, shape (height, width); rows of any kind become tuples of int.
    Raises ValueError if rows differ in length, a kind is unknown, or start isn't an empty cell.
    """

    cells: tuple[tuple[int, ...], ...]
    start: Cell

    def __post_init__(self):
        cells = tuple(tuple(int(kind) for kind in row) for row in self.cells)
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "start", tuple(int(x) for x in self.start))
        if not cells or not cells[0] or len({len(row) for row in cells}) > 1:
            lengths = [len(row) for row in cells]
            raise ValueError(f"a board needs rows of one length, got rows of lengths {lengths}")
        if unknown := {kind for row in cells for kind in row} - set(range(OUTSIDE)):
            raise ValueError(f"cells hold the kinds 0 to {OUTSIDE - 1}, got {sorted(unknown)}")
        if self.what(self.start) != EMPTY:
            there = KIND_NAMES[self.what(self.start)]
            raise ValueError(f"Peter starts on an empty cell, but {self.start} is {there}")

    @classmethod
    def from_text(cls, text: str) -> "Board":
        """Read a board from lines of letters: `.` empty, `~` water, `W`olf, `T`ree, `A`pple, `P`eter.

        Without a P, Peter starts on the first empty cell. The inverse of `str(board)`.
        """
        rows = [line.strip() for line in text.strip().splitlines()]
        if strange := set("".join(rows)) - set(_LETTERS + "P"):
            raise ValueError(f"a board is drawn with {_LETTERS}P, got {''.join(sorted(strange))}")
        places = [
            (r, c)
            for mark in "P."
            for r, row in enumerate(rows)
            for c, x in enumerate(row)
            if x == mark
        ]
        if not places or "".join(rows).count("P") > 1:
            raise ValueError(
                "a board needs one cell P for Peter, or an empty cell for him to start"
            )
        cells = [[_LETTERS.index(letter.replace("P", ".")) for letter in row] for row in rows]
        return cls(cells, places[0])

    def __str__(self) -> str:
        rows = [[_LETTERS[kind] for kind in row] for row in self.cells]
        rows[self.start[0]][self.start[1]] = "P"
        return "\n".join("".join(row) for row in rows)

    @cached_property
    def height(self) -> int:
        """Count the rows."""
        return len(self.cells)

    @cached_property
    def width(self) -> int:
        """Count the columns."""
        return len(self.cells[0])

    @cached_property
    def starts(self) -> tuple[Cell, ...]:
        """List the empty cells, row by row: Peter may start on each of them."""
        return self.places(EMPTY)

    def places(self, kind: int) -> tuple[Cell, ...]:
        """Return the cells of a kind, row by row."""
        return tuple(
            (r, c) for r, row in enumerate(self.cells) for c, here in enumerate(row) if here == kind
        )

    def move(self, cell: Cell, action: int) -> Cell | None:
        """Return the cell that an action leads to, or None if it leaves the board.

        Raises ValueError if there is no such action, IndexError if the cell isn't on the board.
        """
        if action not in ACTIONS:
            raise ValueError(
                f"actions are {UP} to {RIGHT} ({', '.join(ACTION_NAMES)}), got {action!r}"
            )
        self._must_be_inside(cell)
        row, column = cell[0] + DELTAS[action][0], cell[1] + DELTAS[action][1]
        return (row, column) if self.inside((row, column)) else None

    def what(self, cell: Cell | None) -> int:
        """Return the kind of a cell; OUTSIDE for None, the cell beyond the edge.

        Raises IndexError if the cell isn't on the board; row -1 is not the last row.
        """
        if cell is None:
            return OUTSIDE
        self._must_be_inside(cell)
        return self.cells[cell[0]][cell[1]]

    def inside(self, cell: Cell) -> bool:
        """Tell whether a cell is on the board."""
        return 0 <= cell[0] < self.height and 0 <= cell[1] < self.width

    def state(self, cell: Cell) -> int:
        """Return the number of a cell, counted row by row from 0."""
        self._must_be_inside(cell)
        return int(cell[0]) * self.width + int(cell[1])

    def cell(self, state: int) -> Cell:
        """Return the cell with that number; the inverse of `state`."""
        if not 0 <= state < self.height * self.width:
            raise IndexError(f"states are 0 to {self.height * self.width - 1}, got {state}")
        return divmod(int(state), self.width)

    def _must_be_inside(self, cell: Cell) -> None:
        if not self.inside(cell):
            raise IndexError(
                f"cell {tuple(cell)} is not on this board: rows are 0 to {self.height - 1}, "
                f"columns 0 to {self.width - 1}"
            )


def generate(
    rng: np.random.Generator | int,
    width: int = 8,
    height: int = 8,
    *,
    ponds: int = 3,
    pond_steps: int = 5,
    trees: int = 5,
    wolves: int = 1,
    apples: int = 3,
    everywhere: bool = True,
) -> Board:
    """Return a random board; the same seed gives the same board.

    rng: a generator, or a seed for a new one. A pond grows by a random walk of `pond_steps` steps
    that stays on the board. everywhere: draw again until an apple can be reached from every start.
    Raises ValueError if no such board turns up.
    """
    rng = np.random.default_rng(rng)
    for _ in range(1000):
        cells = np.full((height, width), EMPTY)
        for _ in range(ponds):
            _grow_pond(cells, pond_steps, rng)
        things = [APPLE] * apples + [TREE] * trees + [WOLF] * wolves
        free = np.argwhere(cells == EMPTY)
        if len(free) <= len(things):
            continue
        *places, start = rng.permutation(free)[: len(things) + 1]
        for (row, column), thing in zip(places, things, strict=True):
            cells[row, column] = thing
        board = Board(cells, start)
        if not everywhere or len(reachable_starts(board)) == len(board.starts):
            return board
    raise ValueError(
        f"1,000 boards of {height} rows and {width} columns had no room for {len(things)} things "
        "and Peter, or no way to an apple from every start: ask for a larger board or fewer things"
    )


def _grow_pond(cells: np.ndarray, steps: int, rng: np.random.Generator) -> None:
    height, width = cells.shape
    row, column = (int(x) for x in rng.integers(cells.shape))
    cells[row, column] = WATER
    for action in rng.integers(len(DELTAS), size=steps):
        down, right = DELTAS[action]
        row = min(max(row + down, 0), height - 1)
        column = min(max(column + right, 0), width - 1)
        cells[row, column] = WATER


def distances_to_apple(board: Board) -> np.ndarray:
    """Return how many moves an apple is away from each cell, shape (height, width), by breadth-first search.

    0 on an apple; -1 on water and wolf and wherever there is no way. (Cormen et al., Introduction
    to Algorithms, section 20.2.)
    """
    distances = [[-1] * board.width for _ in range(board.height)]
    queue = deque(board.places(APPLE))
    for row, column in queue:
        distances[row][column] = 0
    while queue:
        row, column = queue.popleft()
        for down, right in DELTAS:
            r, c = row + down, column + right
            if (
                0 <= r < board.height
                and 0 <= c < board.width
                and distances[r][c] < 0
                and board.cells[r][c] not in ENDS
            ):
                distances[r][c] = distances[row][column] + 1
                queue.append((r, c))
    return np.array(distances)


def reachable_starts(board: Board) -> tuple[Cell, ...]:
    """Return the starts from which there is a way to an apple, row by row."""
    distances = distances_to_apple(board)
    return tuple(cell for cell in board.starts if distances[cell] >= 0)


@dataclass(frozen=True)
class Rewards:
    """What arriving somewhere is worth; raises ValueError unless all are finite numbers."""

    step: float = -0.1
    apple: float = 10.0
    wolf: float = -10.0
    water: float = -10.0
    outside: float = -10.0

    def __post_init__(self):
        for field in fields(self):
            if not np.isfinite(getattr(self, field.name)):
                raise ValueError(
                    f"reward `{field.name}` must be finite: {getattr(self, field.name)}"
                )


class ClearingEnv(gymnasium.Env):
    """The clearing as a gymnasium environment; `lib.pictures.envs` has one that can be watched.

    An observation is the number of Peter's cell; on leaving the board, of the cell he left. An
    action is 0 to 3, as above. Apple, wolf, water and leaving terminate. `info["what"]` names what
    he came upon.

    board: a Board, or the seed of one. start: the cell of every episode; without it, each episode
    starts on a random empty cell. `reset(options={"cell": (row, column)})` goes before both.
    """

    def __init__(
        self,
        board: Board | int = 13,
        start: Cell | None = None,
        rewards: Rewards = Rewards(),
    ):
        self.board = board if isinstance(board, Board) else generate(board)
        self.start = start
        self.observation_space = gymnasium.spaces.Discrete(self.board.height * self.board.width)
        self.action_space = gymnasium.spaces.Discrete(len(ACTIONS))
        step = rewards.step  # trees are in nobody's way
        self._worth = (step, rewards.water, rewards.wolf, step, rewards.apple, rewards.outside)
        self.peter: Cell | None = None  # where he is

    def reset(self, *, seed=None, options=None):
        """Put Peter on a start; see the class."""
        super().reset(seed=seed)
        self.peter = start_cell(self.board, self.start, options, self.np_random)
        return self.board.state(self.peter), {"what": KIND_NAMES[self.board.what(self.peter)]}

    def step(self, action):
        """Move once; raise ValueError if there is no such action."""
        arrived = self.board.move(self.peter, action)
        what = self.board.what(arrived)
        self.peter = self.peter if arrived is None else arrived
        state = self.board.state(self.peter)
        return state, self._worth[what], what in ENDS, False, {"what": KIND_NAMES[what]}


def start_cell(board: Board, start: Cell | None, options: dict | None, rng, never=ENDS) -> Cell:
    """Return options["cell"] if given, else start if given, else a random empty cell.

    Raises ValueError if that cell is of a kind in `never`.
    """
    cell = (options or {}).get("cell", start)
    if cell is None:
        return board.starts[rng.integers(len(board.starts))]
    if board.what(cell) in never:
        raise ValueError(f"Peter can't start on {KIND_NAMES[board.what(cell)]}, at {tuple(cell)}")
    return tuple(cell)
