"""The wolf fight: the same clearing, but now Peter tires, and only a fresh Peter beats the wolf.

He starts with energy 10 and fatigue 0. A move costs 1 energy and adds 1 fatigue; then the cell he
comes to has its effect:

- an apple restores energy to 10 (it grows back), a tree resets fatigue to 0;
- water drowns him; the wolf loses if energy > fatigue, else Peter does. All three end the episode;
- at the edge of the board Peter stays where he is. The attempt tires him like a move.

Energy ends at 0 and fatigue at 10. That loses nothing: with fatigue 10 Peter can't win, because his
energy is never more. So there are height × width × 11 × 11 states, few enough to solve exactly. An
episode lasts at most LIMIT moves.

The rules are laid out as tables for all states at once; the environment only looks moves up. They are
numbers written down, not code: to write the code is an exercise of the chapter, for any FULL.
"""

from dataclasses import dataclass
from functools import lru_cache

import gymnasium
import numpy as np

from lib.worlds.board import (
    ACTIONS,
    DELTAS,
    WATER,
    WOLF,
    Board,
    Cell,
    generate,
    start_cell,
)

FULL = 10  # energy after an apple, and the most fatigue that is counted
LIMIT = 100  # moves in an episode
GOES_ON, WON, KILLED, DROWNED = range(4)  # events
EVENT_NAMES = ("goes on", "won", "killed", "drowned")

# Indexed by the kind of the cell that Peter comes to, and what he had before: energy, fatigue, event.
_LESS, _MORE = (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10)
_ENERGY = np.array([_LESS, _LESS, _LESS, _LESS, (10,) * 11])
_FATIGUE = np.array([_MORE, _MORE, _MORE, (0,) * 11, _MORE])
_MEETS_WOLF = """
    22222222222 22222222222 22222222222 12222222222 11222222222 11122222222
    11112222222 11111222222 11111122222 11111112222 11111111222
"""
_EVENT = np.zeros((5, 11, 11), dtype=int)
_EVENT[WATER] = 3
_EVENT[WOLF] = [[int(event) for event in row] for row in _MEETS_WOLF.split()]


@dataclass(frozen=True, eq=False)
class FullMDP:
    """All states and moves of the fight on one board; deterministic, hence no probabilities.

    shape: (height, width, 11, 11). State s is (row, column, energy, fatigue) =
    np.unravel_index(s, shape). next_state and event: shape (states, 4); after an event other than
    GOES_ON the episode is over, and next_state is where it ended. possible: whether Peter can stand
    there at all (not on water, not on the wolf), shape (states,).
    """

    shape: tuple[int, int, int, int]
    next_state: np.ndarray
    event: np.ndarray
    possible: np.ndarray


@lru_cache(maxsize=64)
def full_mdp(board: Board) -> FullMDP:
    """Return the tables of the fight on a board; read-only."""
    shape = (board.height, board.width, FULL + 1, FULL + 1)
    cells = np.array(board.cells)
    row, column, energy, fatigue = np.indices(shape).reshape(4, -1, 1)
    down, right = np.array(DELTAS).T  # one entry for each action
    row = np.clip(row + down, 0, board.height - 1)
    column = np.clip(column + right, 0, board.width - 1)
    there = cells[row, column]
    event = _EVENT[there, energy, fatigue]
    energy, fatigue = _ENERGY[there, energy], _FATIGUE[there, fatigue]

    possible = np.repeat(~np.isin(cells, (WATER, WOLF)).ravel(), (FULL + 1) ** 2)
    tables = np.ravel_multi_index((row, column, energy, fatigue), shape), event, possible
    for table in tables:
        table.setflags(write=False)
    return FullMDP(shape, *tables)


def moves_to_win(board: Board) -> np.ndarray:
    """Return the least number of moves to a victory, shape (height, width, 11, 11); -1 for never.

    Indexed [row, column, energy, fatigue]. Breadth-first search backwards from the victories.
    """
    world = full_mdp(board)
    moves = np.full(len(world.possible), -1)
    newly = (world.event == WON).any(axis=1) & world.possible
    distance = 1
    while newly.any():
        moves[newly] = distance
        leads_there = (world.event == GOES_ON) & newly[world.next_state]
        newly = leads_there.any(axis=1) & (moves < 0) & world.possible
        distance += 1
    return moves.reshape(world.shape)


def best_win_probability(board: Board, limit: int = LIMIT) -> np.ndarray:
    """Return the chance to win under perfect play, shape (height, width, 11, 11).

    1.0 where a victory is possible within `limit` moves, else 0.0: nothing here is left to chance.
    """
    moves = moves_to_win(board)
    return ((moves > 0) & (moves <= limit)).astype(float)


def winnable_starts(board: Board, limit: int = LIMIT) -> tuple[Cell, ...]:
    """Return the starts from which a fresh Peter can win within `limit` moves, row by row."""
    chance = best_win_probability(board, limit)
    return tuple(cell for cell in board.starts if chance[*cell, FULL, 0] == 1)


class FightEnv(gymnasium.Env):
    """The fight as a gymnasium environment; `lib.pictures.envs` has one that can be watched.

    An observation is [row, column, energy, fatigue]. A victory is worth 1, death -1, all else 0:
    what else a move should be worth is the question of the chapter. `info["what"]` names the event.

    board: a Board, or the seed of one. start: the cell of every episode; without it, each episode
    starts on a random empty cell. `reset(options={"cell": …, "energy": …, "fatigue": …})`
    overrides one or more of them.
    """

    def __init__(
        self,
        board: Board | int = 13,
        start: Cell | None = None,
    ):
        self.board = board if isinstance(board, Board) else generate(board)
        self.start = start
        self.world = full_mdp(self.board)
        self.observation_space = gymnasium.spaces.MultiDiscrete(self.world.shape)
        self.action_space = gymnasium.spaces.Discrete(len(ACTIONS))
        self._state: int | None = None

    def reset(self, *, seed=None, options=None):
        """Put Peter, fresh, on a start; see the class."""
        super().reset(seed=seed)
        options = options or {}
        cell = start_cell(self.board, self.start, options, self.np_random, (WATER, WOLF))
        feelings = options.get("energy", FULL), options.get("fatigue", 0)
        if not all(0 <= feeling <= FULL for feeling in feelings):
            raise ValueError(f"energy and fatigue are 0 to {FULL}, got {feelings}")
        self._state = int(np.ravel_multi_index((*cell, *feelings), self.world.shape))
        return self.observation(), {"what": EVENT_NAMES[GOES_ON]}

    def step(self, action):
        """Move once; raise ValueError if there is no such action."""
        if action not in ACTIONS:
            raise ValueError(f"actions are {ACTIONS[0]} to {ACTIONS[-1]}, got {action!r}")
        event = int(self.world.event[self._state, action])
        self._state = int(self.world.next_state[self._state, action])
        reward = (0.0, 1.0, -1.0, -1.0)[event]
        return self.observation(), reward, event != GOES_ON, False, {"what": EVENT_NAMES[event]}

    def observation(self) -> np.ndarray:
        """Return row, column, energy and fatigue, shape (4,)."""
        return np.array(np.unravel_index(self._state, self.world.shape))
