"""A meadow between a brook and a hedge as a Markov decision process, with weather that can be set.

After the `DiscountGrid` of the Pacman projects of Berkeley's course on artificial intelligence (DeNero & Klein 2010).
What a policy is worth, and which is best, isn't told here: students can read this.
"""

import numpy as np

from lib.worlds.board import ACTIONS, APPLE, TREE, WATER, Board, Cell
from lib.worlds.mdp import MDP

MEADOW = Board.from_text(".....\n.T...\n.TATA\nP....\n~~~~~")
NEAR, FAR = (2, 2), (2, 4)  # one apple, and a whole basket
ASIDE = ((2, 3), (2, 3), (0, 1), (0, 1))  # where a slip of up, down, left, right leads


def onward(cell: Cell, action: int) -> Cell:
    """Return the cell that a move leads to: the same one at the edge, and before a tree of the hedge."""
    there = MEADOW.move(cell, action)
    return cell if there is None or MEADOW.what(there) == TREE else there


def meadow(slip: float, step: float) -> MDP:
    """Return the meadow in some weather: 25 states, the cells row by row, and the four moves.

    slip: the probability that a move goes aside, half of it to either side. step: the reward of a step that ends
    nothing. The near apple pays 1, the basket 10, the brook -10, and each of them is an end.
    Raises ValueError if slip isn't a probability or step isn't finite.
    """
    if not (0 <= slip <= 1 and np.isfinite(step)):
        raise ValueError(f"slip must lie in [0, 1] and step be finite, got {slip} and {step}")
    ends = {NEAR: 1.0, FAR: 10.0} | dict.fromkeys(MEADOW.places(WATER), -10.0)
    states = MEADOW.height * MEADOW.width
    T, R = np.zeros((2, states, len(ACTIONS), states))
    for state in range(states):
        cell = MEADOW.cell(state)
        if MEADOW.what(cell) in (TREE, APPLE, WATER):
            continue
        for action in ACTIONS:
            ways = ((1 - slip, action), *((slip / 2, aside) for aside in ASIDE[action]))
            for chance, move in ways:
                there = onward(cell, move)
                T[state, action, MEADOW.state(there)] += chance
                R[state, action, MEADOW.state(there)] = ends.get(there, step)
    return MDP(T, R)
