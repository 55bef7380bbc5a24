"""200 learners of the full table: side by side in arrays, or one after another, a move at a time."""

from __future__ import annotations

import random
from collections import defaultdict

import nbformat
import numpy as np
from chapters import REPO

from lib.worlds.board import ACTIONS, APPLE, TREE, WATER, WOLF
from lib.worlds.fight import winnable_starts

RESULT = "200 learners win every fight that can be won, where the published table won 9 in 100"
LEARNERS, SEED = 200, 5  # the chapter shows 20; with those the ratio is smaller, about 2
ALONE = 10  # learners that the plain way trains: each takes as long as any other
SHARE = ALONE / LEARNERS
CELLS = ("tables-code", "potential-code", "fights", "learner", "studies")  # given, not written


def given(names: dict) -> dict:
    """Return the names with those that the chapter gives its readers: world, learner, referee."""
    path = REPO / "source" / "wolf_fight" / "wolf_fight.ipynb"
    names = dict(names)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.id in CELLS:
            exec(compile(cell.source, f"<wolf_fight: {cell.id}>", "exec"), names)
    return names


def ours(names: dict) -> str:
    """Train all learners side by side with the chapter's own functions, and let them fight."""
    names = given(names)
    settings = ("LOW", "HIGH", "SCALE", "OPTIMISM", "ALPHA", "GAMMA", "EPSILON")
    agent = names["Learner"](names["BOARD"], LEARNERS, *(names[s] for s in settings))
    rng = np.random.default_rng(SEED)
    won = names["practise"](agent, names["BOARD"], names["MOVES"], 1, rng)
    return f"{won.mean():.1f} in 100 fights won, mean of {len(won)} learners"


def published(names: dict) -> str:
    """Train learner after learner, move after move, with a table that grows as states are met."""
    board, rng = names["BOARD"], random.Random(SEED)
    winnable, shares = winnable_starts(board), []
    for _ in range(ALONE):
        Q = learned(board, names, rng)
        won = sum(fights(board, Q, cell, names) for cell in winnable)
        shares.append(100 * won / len(winnable))
    return f"{sum(shares) / ALONE:.1f} in 100 fights won, mean of {ALONE} learners"


def moved(board, cell, energy, fatigue, action):
    """Return where a move leads, how Peter feels there, the reward, and whether it is over."""
    cell = board.move(cell, action) or cell
    energy, fatigue, what = max(energy - 1, 0), min(fatigue + 1, 10), board.what(cell)
    if what == APPLE:
        energy = 10
    elif what == TREE:
        fatigue = 0
    elif what == WOLF:
        return cell, energy, fatigue, (1.0 if energy > fatigue else -1.0), True
    return cell, energy, fatigue, 0.0, False


def allowed(board) -> dict:
    """Return for each cell the moves that stay on the board and out of the water."""
    cells = [board.cell(number) for number in range(board.height * board.width)]
    return {
        cell: [a for a in ACTIONS if (to := board.move(cell, a)) and board.what(to) != WATER]
        for cell in cells
    }


def row(cell, energy, fatigue, names: dict) -> tuple:
    """Return the key of the table: energy and fatigue clipped as in the chapter."""
    return cell, max(energy, names["LOW"]), min(fatigue, names["HIGH"])


def learned(board, names: dict, rng: random.Random) -> dict:
    """Return the table of one learner: Q-learning with mask, hint and optimistic start."""
    alpha, gamma, epsilon = names["ALPHA"], names["GAMMA"], names["EPSILON"]
    wolf, moves, starts = board.places(WOLF)[0], allowed(board), board.starts

    def promise(cell, energy, fatigue):
        crow = abs(cell[0] - wolf[0]) + abs(cell[1] - wolf[1])
        return names["SCALE"] * (energy - fatigue - 2 * crow)

    Q = defaultdict(lambda: [names["OPTIMISM"]] * 4)
    state, age = (rng.choice(starts), 10, 0), 0
    for _ in range(names["MOVES"]):
        values, options = Q[row(*state, names)], moves[state[0]]
        best = max(values[a] for a in options)
        if rng.random() >= epsilon:
            options = [a for a in options if values[a] == best]
        action = rng.choice(options)
        *later, reward, over = moved(board, *state, action)
        target, age = reward - promise(*state), age + 1
        if not over:
            after = Q[row(*later, names)]
            target += gamma * (promise(*later) + max(after[a] for a in moves[later[0]]))
        values[action] += alpha * (target - values[action])
        state = tuple(later)
        if over or age == names["PATIENCE"]:
            state, age = (rng.choice(starts), 10, 0), 0
    return Q


def fights(board, Q: dict, cell, names: dict) -> bool:
    """Say whether a fresh Peter wins from a cell, always doing what the table thinks best."""
    state, moves = (cell, 10, 0), allowed(board)
    for _ in range(100):
        values = Q[row(*state, names)]
        action = max(moves[state[0]], key=lambda a, values=values: values[a])
        *state, reward, over = moved(board, *state, action)
        if over:
            return reward > 0
    return False
