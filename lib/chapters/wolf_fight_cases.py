"""The small cases that the checks of the wolf's chapter show, in numbers worked out by hand.

A row of a table is one case: what goes in, what has to come out, and why. Each `…_MISTAKES` maps the
explanation of a typical mistake to the result that it gives on one of the cases.
"""

import numpy as np

from lib.worlds.board import DOWN, OUTSIDE, RIGHT, UP, WATER, WOLF, Board
from lib.worlds.fight import DROWNED, GOES_ON, KILLED, WON


def mask(words: str) -> np.ndarray:
    """Return the mask that a word a cell spells: u, d, l, r are allowed; bool, (cells, 4)."""
    return np.array([[letter in word for letter in "udlr"] for word in words.split()])


WOOD = Board.from_text("P.A\nT~W\n...")
POND = Board.from_text("P.A.\nT~W.\n...~")

BOTH = "a move costs 1 energy *and* adds 1 fatigue: fresh and 7 moves away he arrives with 3 to 7"
FIGHTS = (  # (energy, fatigue, moves), whether he wins, why
    ((10, 0, 1), True, "a fresh Peter beside the wolf wins, 9 to 1"),
    ((10, 0, 7), False, BOTH),
    ((10, 0, 5), False, "a draw is lost: five moves away it is 5 to 5 on arrival"),
    ((10, 0, 4), True, "four moves away it is 6 to 4 on arrival"),
    ((5, 4, 1), False, "what counts is how he *arrives*: 5 to 4 now is 4 to 5 then"),
    ((3, 2, 0), True, "0 moves away: 3 to 2"),
)

MOVES = (  # in WOOD: state, action, next state, why, `full` if it isn't 10
    ((0, 0, 7, 2), RIGHT, (0, 1, 6, 3), "a move costs 1 energy and adds 1 fatigue"),
    ((0, 1, 3, 6), RIGHT, (0, 2, 10, 7), "an apple restores energy to 10"),
    ((0, 0, 7, 5), DOWN, (1, 0, 6, 0), "a tree resets fatigue to 0"),
    ((0, 1, 7, 3), DOWN, (1, 1, 6, 4), "the move into the water is a move, too"),
    ((2, 2, 6, 3), UP, (1, 2, 5, 4), "the move to the wolf is a move, too"),
    ((2, 0, 0, 10), RIGHT, (2, 1, 0, 10), "energy ends at 0 and fatigue at 10"),
    ((0, 1, 3, 16), RIGHT, (0, 2, 20, 17), "in this wood `full` is 20", 20),
)
EDGES = (((0, 0, 7, 2), UP, (0, 0, 6, 3), "at the edge Peter stays"),)
MOVE_MISTAKES = {
    "Peter did not move: ask the board where the action leads": (0, 0, 6, 3),
    "the move costs energy, but it also adds 1 fatigue": (0, 1, 6, 2),
    "the move adds fatigue, but it also costs 1 energy": (0, 1, 7, 3),
    "the apple comes after the move: it leaves him with 10, not 9": (0, 2, 9, 7),
    "the way to the apple tires him like any move": (0, 2, 10, 6),
    "an apple restores energy, a tree fatigue: you swapped them": (0, 2, 2, 0),
    "an apple restores energy only; what resets fatigue is a tree": (0, 2, 10, 0),
    "the apple was not eaten": (0, 2, 2, 7),
    "the tree comes after the move: it leaves him with fatigue 0, not 1": (1, 0, 6, 1),
    "the way to the tree costs energy like any move": (1, 0, 7, 0),
    "a tree resets fatigue only; what restores energy is an apple": (1, 0, 10, 0),
    "he did not rest under the tree": (1, 0, 6, 6),
    "without a floor and a ceiling there are endlessly many states": (2, 1, -1, 11),
    "an apple restores energy to `full`, which is 20 here": (0, 2, 10, 17),
    "fatigue has its ceiling at `full`, which is 20 here": (0, 2, 20, 10),
    "`full` is 20 here: don't take 10 for it, nor FULL": (0, 2, 10, 10),
    "an attempt to leave the board tires him like a move": (0, 0, 7, 2),
    "row -1 is not the last row: at the edge Peter stays where he is": (2, 0, 6, 3),
    "Peter left the board: at the edge he stays where he is": (-1, 0, 6, 3),
}
EVENTS = (  # in WOOD: state, action, what happens, why, `full` if it isn't 10
    ((0, 0, 7, 2), RIGHT, GOES_ON, "nothing happens on an empty cell"),
    ((0, 1, 3, 6), RIGHT, GOES_ON, "an apple ends nothing"),
    ((0, 0, 7, 5), DOWN, GOES_ON, "a tree ends nothing"),
    ((0, 0, 7, 2), UP, GOES_ON, "at the edge Peter stays, and the fight goes on"),
    ((2, 0, 0, 10), RIGHT, GOES_ON, "a Peter who is tired to the limit is not dead"),
    ((0, 1, 7, 3), DOWN, DROWNED, "water drowns him, however strong he is"),
    ((2, 2, 6, 3), UP, WON, "the wolf loses if energy > fatigue"),
    ((2, 2, 5, 4), UP, KILLED, "what counts is energy and fatigue *after* the move: here 4 to 5"),
    ((2, 2, 5, 3), UP, KILLED, "in a draw the wolf wins: here 4 to 4"),
    ((2, 2, 15, 15), UP, KILLED, "where `full` is 20, this is 14 to 16", 20),
)

FIRST, BACK = (0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0)  # two policies for `five_fights`
GHOSTS = "the event was never read: a fight is over at its first event, ghosts don't fight on"
BEFORE = "look up the event of a move before you replace the state"
COUNTS = (  # policy, limit, counts, why
    (FIRST, 10, (1, 2, 1, 1), "of these fights two are won, one each lost, drowned, without end"),
    (BACK, 9, (3, 0, 1, 1), "in state 1 the policy says action 1, which leads back to 0"),
)
COUNT_MISTAKES = {
    GHOSTS: (5, 0, 0, 0),
    f"{GHOSTS}, and whoever dies can't win later": (1, 4, 0, 0),
    f"{GHOSTS} (each start is counted once)": (1, 4, 1, 1),
    "a fight that still goes on after the limit is counted as well": (0, 2, 1, 1),
    "follow the policy: in state 1 it says action 1": (1, 2, 1, 1),
    BEFORE: (2, 3, 0, 0),
}
LIMITS = (
    (FIRST, 1, (2, 1, 1, 1), "with one move, start 0 is not there yet: it still goes on"),
    (FIRST, 2, (1, 2, 1, 1), "with two moves start 0 wins"),
)
LIMIT_MISTAKES = {
    "one move too many: with one move, start 0 is not there yet": (1, 2, 1, 1),
    "one move too few: with limit 1 everybody makes one move": (5, 0, 0, 0),
    BEFORE: (3, 2, 0, 0),
    GHOSTS: (4, 1, 0, 0),
    f"{GHOSTS}, and whoever dies can't win later": (1, 3, 0, 1),
}

BEHIND = "nothing follows when the fight is over: you added the value of what stands behind the end"
BACKUP_MISTAKES = {  # of `three_states`; Q, shape (3, 2), a row a state
    BEHIND: ((1, 3.5), (1.5, 0.5), (2.5, 3.5)),
    "γ is missing": ((2, 1), (-1, 1), (5, 4)),
    "γ discounts what comes later, not the reward itself": ((1, 0.5), (-0.5, 0.5), (2.5, 2)),
    "the last reward counts: only what would follow it is left out": ((1, 0), (0, 0.5), (2.5, 3.5)),
    "take the value of the *next* state": ((0.5, 1), (-1, 1), (2.5, 5.5)),
    "the reward is missing": ((1, 0), (0, 0.5), (2.5, 0.5)),
    "every move has its reward, also one that goes on": ((1, 1), (-1, 0.5), (2.5, 0.5)),
    "you added the value of the state itself, not of the next": ((0.5, 1.5), (0, 1), (2.5, 5.5)),
}

TEN = "row 1, column 2, energy 5, fatigue 3; width 8, low 3, high 4: cell 10, E = 8, F = 5"
ROWS = (  # (row, column, energy, fatigue, width, low, high), row of the table, why
    ((0, 0, 3, 0, 8, 3, 4), 0, "the lowest energy and no fatigue in the first cell: row 0"),
    ((1, 2, 5, 3, 8, 3, 4), 413, TEN),
    ((1, 2, 0, 3, 8, 3, 4), 403, "energy 0 is clipped to low = 3"),
    ((1, 2, 5, 10, 8, 3, 4), 414, "fatigue 10 is clipped to high = 4"),
    ((3, 5, 4, 7, 8, 10, 0), 29, "with low = 10 and high = 0 only the cell is left"),
)
ROW_MISTAKES = {
    "the lowest energy in the first cell is row 0: the energy levels start at low": 15,
    "count the levels: from 3 to 10 there are eight, from 0 to 4 five": 291,
    "from 0 to high there are high + 1 levels of fatigue": 331,
    "from low to 10 there are 10 - low + 1 levels of energy": 363,
    "the last digit, fatigue, runs fastest": 426,
    "a cell's number is row · width + column": 693,
    "the table has no row for each of 11 · 11 feelings: use E and F": 1235,
    "multiply by F = 5 before you add the fatigue": 85,
    "clip first: energy 0 is clipped to low = 3, and then counted": 388,
}

ALLOWED = "dr lr dlr dl ud udlr udr ul ur lr ul ul"  # in POND; see `mask`
SHUNNED, SHY = (WATER, WOLF, OUTSIDE), "dr lr lr dl ud udl udr u ur lr l ul"  # afraid of the wolf
MASK_MISTAKES = {
    "water is not masked: Peter sees the pond and should not have to learn it": mask(
        "dr dlr dlr dl udr udlr udlr udl ur ulr ulr ul"
    ),
    "walls are not masked: at the edge he only tires himself": mask(
        "udlr ulr udlr udlr udl udlr udr ulr udlr dlr udl udlr"
    ),
    "nothing is masked": mask("udlr " * 12),
    "the wolf must not be masked: to meet him is why Peter came": mask(SHY),
    "True means that the move is *allowed*": mask("ul ud u ur lr - l dr dl ud dr dr"),
}
SHY_MISTAKES = {"`avoid` names the kinds, here also the wolf": mask(ALLOWED)}

HALF, THIRD = 1 / 2, 1 / 3
MULTIPLIED = "forbidden is -∞, so don't multiply by the mask: a forbidden 0 beats an allowed -10"
OWN_DIE = "every Peter throws his own die"
TIES = "ties must be broken at random, and in each row anew; here all rows took action"
GREEDY = (  # Q, allowed, ε, draws, share of each action, why, mistake → shares
    (
        *((-10, -20, -30, 7), (1, 1, 0, 0), 0.0, 300, (1, 0, 0, 0), "the best of the allowed"),
        {
            "the mask is forgotten when Peter is greedy: a forbidden action looked best": (
                0,
                0,
                0,
                1,
            ),
            MULTIPLIED: (0, 0, 1, 0),
            f"{MULTIPLIED}; here you draw among forbidden zeros": (0, 0, HALF, HALF),
            "with ε = 0 nobody explores, and here all did: is ε used? or perhaps ε is inverted": (
                *(HALF, HALF, 0, 0),
            ),
        },
    ),
    (
        *(
            (0, 0, 0, -1),
            (1, 0, 1, 1),
            0.0,
            500,
            (HALF, 0, HALF, 0),
            "two allowed are equally good",
        ),
        {
            f"{TIES} 0": (1, 0, 0, 0),
            f"{TIES} 2": (0, 0, 1, 0),
            "a forbidden action is taken for one of the best": (THIRD, THIRD, THIRD, 0),
            "the worst of the allowed is drawn as well": (THIRD, 0, THIRD, THIRD),
        },
    ),
)
EXPLORING = (
    (
        *((1, 9, 2, 0), (1, 0, 1, 1), 1.0, 2000),
        *((THIRD, 0, THIRD, THIRD), "with ε = 1 any allowed one"),
        {
            "the mask is forgotten when Peter explores": (0.25, 0.25, 0.25, 0.25),
            "to explore is to try *any* allowed action, also the best": (HALF, 0, 0, HALF),
            f"all rows took the best action, but with ε = 1 everybody explores: is ε used, or is ε "
            f"inverted? and {OWN_DIE}": (0, 0, 1, 0),
            f"all rows took action 0: {OWN_DIE}": (1, 0, 0, 0),
            f"all rows took action 3: {OWN_DIE}": (0, 0, 0, 1),
        },
    ),
    (
        *((2, 1, 0, 9), (1, 1, 1, 0), 0.3, 4000),
        *((0.8, 0.1, 0.1, 0), "with ε = 0.3 the best has 80 %"),
        {
            f"nobody explored: is ε used? {OWN_DIE}, here it was all or none": (1, 0, 0, 0),
            f"everybody explored: is ε used? {OWN_DIE}, here it was all or none": (
                *(THIRD, THIRD, THIRD, 0),
            ),
            "ε is inverted": (8 / 15, 7 / 30, 7 / 30, 0),
            "to explore is to try any *allowed* action": (0.775, 0.075, 0.075, 0.075),
            "to explore is to try *any* allowed action, also the best": (0.7, 0.15, 0.15, 0),
            f"all who explored tried action 1: {OWN_DIE}": (0.7, 0.3, 0, 0),
            f"all who explored tried action 2: {OWN_DIE}": (0.7, 0, 0.3, 0),
        },
    ),
)

JUDGED = (  # event, energy, fatigue, reward, whether it is over, why
    (WON, 5, 4, 1, True, "a victory is worth 1 and ends the fight"),
    (KILLED, 4, 5, -1, True, "death is worth -1 and ends the fight"),
    (DROWNED, 9, 1, -1, True, "to drown is death as well"),
    (GOES_ON, 9, 0, 0, False, "a move is worth nothing in itself"),
    (GOES_ON, 0, 100, 0, False, "energy - fatigue = -100, and nothing happened"),
)
JUDGED_MISTAKES = {  # rewards
    "the duck's scale: 1, not 100": 100,
    "-100 is the duck's number: death is worth -1, and a tired Peter is not a dead one": -100,
    "whoever is paid for being rested has no reason to fight": 9,
}

SHAPED_MISTAKES = {  # of `three_moves`
    "after the end the potential is 0, or each way to end gets a bonus of its own": (1, 1, 3),
    "γ is missing: γ Φ(s') - Φ(s), or the sum doesn't cancel": (4, -3, -2),
    "the sign is turned: what he gains in potential is paid": (-1, 5, 0),
    "the last move pays back its potential as well: r - Φ(s)": (1, 1, -1),
    "Φ(s) is not discounted: γ Φ(s') - Φ(s)": (2, -1, -1.5),
    "the reward is missing: the hint comes on top of it": (1, -4, -1),
    "after the end the *next* potential is 0; the last one is paid back always": (1, 5, 4),
    "the last move pays back Φ(s) as well, and Φ(s) is not discounted": (2, 1, -1),
}

OWN_TABLE = "each Peter learns in his own table: Q[peter, …] with peter = np.arange(…)"
UNTOUCHED = "nothing changed: write into Q, in place"
STEP = "a step goes from the old value towards the target: Q + α (target - Q)"
LEARN_MISTAKES = {  # of `learns`: the entries of two Peters who go on
    UNTOUCHED: (1, 1),
    "γ is missing": (3, 4.5),
    "α is missing: move half of the way": (3, 4),
    "take the largest value of the next row, not the first": (1, 2),
    "the largest value of each Peter's own next row: .max(axis=1)": (3, 2.5),
    STEP: (1.5, 2),
    OWN_TABLE: (2.5, 2.5),
    "the target is missing its reward": (1.5, 2.5),
}
END_MISTAKES = {  # the same when Peter 1 has just died
    UNTOUCHED: (1, 1),
    "the update is skipped when the fight is over: that is the move that counts": (2, 1),
    "after the end nothing follows: Peter 1's target is -1, without a max": (2, 2),
    OWN_TABLE: (0, 0),
    "α is missing: move half of the way": (3, -1),
    "γ is missing, or the max is not that of each Peter's own next row": (3, 0),
    STEP: (1.5, -0.5),
    "only what follows is left out at the end: the reward of that move counts": (2, 0.5),
}

# A script for `PaperWorld`: four moves of two Peters. The first dies at move 2 and walks too long at
# move 3, the second the other way round.
SEEN = [[100, 101], [1, 2], [300, 301], [400, 401]]  # where they act
STOPS = [[False, False], [True, True], [True, True], [False, False]]  # who starts anew
BEGINS = [[1, 2], [300, 301], [400, 401], [7, 8]]  # where they stand after that


def three_states() -> dict:
    """Return the arguments of a backup: three states, two actions; two of the six moves are the last."""
    return {
        "V": np.array([1.0, 2.0, 5.0]),
        "reward": np.array([[0.0, 1.0], [-1.0, 0.0], [0.0, 3.0]]),
        "next_state": np.array([[1, 2], [2, 0], [2, 0]]),
        "over": np.array([[False, True], [True, False], [False, False]]),
        "gamma": 0.5,
    }


def three_moves() -> dict:
    """Return the arguments of shaped rewards: three moves, the last two of which end their fights."""
    return {
        "reward": np.array([0.0, 1.0, -1.0]),
        "over": np.array([False, True, True]),
        "potential": np.array([2.0, 4.0, 1.0]),
        "next_potential": np.array([6.0, 8.0, 10.0]),
        "gamma": 0.5,
    }


def paper_script() -> tuple[np.ndarray, ...]:
    """Return next states, rewards, terminated and truncated of four moves of two Peters, (4, 2) each."""
    next_state = np.array([[1, 2], [3, 4], [5, 6], [7, 8]])
    reward = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 0.0]])
    terminated = np.array([[False, False], [True, False], [False, True], [False, False]])
    truncated = np.array([[False, False], [False, True], [True, False], [False, False]])
    return next_state, reward, terminated, truncated
