"""The small cases that the checks of the value iteration chapter show, in numbers worked out by hand.

The names in capitals belong to one check each: what it looks at, what comes out right (`expected`),
and under `mistakes` what each typical mistake leads to.
"""

from fractions import Fraction

import numpy as np


def _table(rows: str) -> np.ndarray:
    """Return an array that nobody can overwrite, from rows like "7 1/2 0 / 0 × -50" (× is -inf)."""
    cells = [
        [-np.inf if x == "×" else float(Fraction(x)) for x in r.split()] for r in rows.split("/ ")
    ]
    table = np.array(cells)
    table.setflags(write=False)
    return table


OUTSIDE = "γ stands before the wrong bracket: only the future is discounted, not the reward"
ONLY_NOTHING = (
    "must start at -∞, not at 0; and a state is terminal only if *nothing* is possible there"
)
FROM_ZERO = f"a best value below 0 counts as 0 here: a search for the largest {ONLY_NOTHING}"
NO_FUTURE = "the future is missing: add γ times the best value of the next state"
A_NUMBER = "you use the *number* of the best action, where its value belongs"
TERMINAL = "a row of -∞ is a terminal state"

# Exercise 1
GUESS = _table("1 5 2 / -6 × -4 / × 20 ×")
SHAKING = {
    "message": "shaking a tree at γ = 0.5, when the best values are 5 and -4",
    "hint": "by hand: 0.7 (10 + 0.5 · 5) + 0.3 (0 + 0.5 · (-4))",
    "mistakes": {
        f"the best value of the hollow, -4, is missing from your sum: a search for it {ONLY_NOTHING}": 8.75,
        OUTSIDE: 4.65,
        "γ is missing: the best value of the next state counts γ times": 9.3,
        "you follow one next state: the backup is the expectation over all of them": 12.5,
        "you follow one next state: it is the expectation over *all* of them": -2.0,
        NO_FUTURE: 7.0,
        "the reward is missing": 1.15,
        "in the next state Peter takes the *best* action, not the same one again": 6.45,
        "in the next state Peter takes the *best* action, not one at random": 7.1833333333333,
        "the best value of the *next* state counts, not that of this one": 9.5,
        A_NUMBER: 7.65,
        "the largest value of the next state's *row* counts, not that of the whole table": 17.0,
        "the probability must weight the whole bracket, the future as well as the reward": 17.5,
        "weight each next state by its probability": 10.5,
        "weight each of the three next states by its probability": 20.5,
        "weight each next state by its probability: they aren't equally likely": 6.8333333333333,
    },
}
SLIDING = {
    "message": "sliding at γ = 0.9, when the best values are 5, -4 and 20",
    "hint": "by hand: 0.8 (40 + 0.9 · 5) + 0.1 (0 + 0.9 · (-4)) + 0.1 (0 + 0.9 · 20)",
}
CANNOT_SIT = "nobody can sit in the hollow: an action that isn't possible carries -∞"
# From state 0 the last step, for 3; or the last with probability ½; or stay, for 1. State 1 is the end.
GAME = np.zeros((2, 2, 3, 2))  # T and R
GAME[0, 0], GAME[1, 0] = [[0, 1], [0.5, 0.5], [1, 0]], [[3, 3], [3, 3], [1, 1]]
GAME.setflags(write=False)
LATE = _table("-5 -2 -3 / × × ×")
LAST_STEP = {
    "message": "the last step of a game: after it nothing is possible, and the future is worth 0",
    "hint": TERMINAL,
    "mistakes": {OUTSIDE: 2.7},
}
PERHAPS = {
    "message": "the game ends with probability ½, and else goes on from a state worth -2",
    "hint": TERMINAL,
    "mistakes": {OUTSIDE: 1.8, FROM_ZERO: 3},
}

# Exercise 2
IN_PLACE = (
    "your table changed while you were still reading it (in-place update): read from the old table, "
    "write into a new one"
)
COPIED = "in-place update of a copy: you write into the table while you are still reading it"
ZEROS = _table("7 0 0 / 0 × -50 / × 32 ×")  # a sweep that starts from zeros, or doesn't look ahead
FIRST_SWEEP = {
    "expected": ZEROS,
    "message": "the first sweep over Peter's map, from a table of zeros",
    "mistakes": {
        IN_PLACE: _table("7 6.3 5.04 / 0 × -50 / × 37.04 ×"),
        COPIED: _table("7 0 0 / 0 × -50 / × 37.04 ×"),
        OUTSIDE: _table("6.3 0 0 / 0 × -45 / × 28.8 ×"),
        "how often a way is taken counts: weight it by T": _table("10 0 0 / 0 × -50 / × 40 ×"),
        A_NUMBER: _table("7 0 0 / 0 × -49.1 / × 32.09 ×"),
        "sum over the *last* axis, the next states": _table("7 0 0 / 0 × -50 / × 0 ×"),
        "sum over the last axis, don't average": _table("7/3 0 0 / 0 × -50/3 / × 32/3 ×"),
    },
}
LOW = _table("-3 -1 -2 / -6 × -4 / × 20 ×")
LOW_SWEEP = {
    "expected": _table("5.29 -0.9 -1.44 / -3.6 × -32 / × 32.72 ×"),
    "message": "a sweep over a table whose best values are -1, -4 and 20, at γ = 0.9",
    "mistakes": {
        FROM_ZERO: _table("7 0 0 / 0 × -32 / × 33.8 ×"),
        NO_FUTURE: ZEROS,
        "V must hold the best of each *row*": _table("10.51 -2.7 1.44 / 18 × -51.8 / × 31.46 ×"),
        "γ is missing": _table("5.1 -1 -1.6 / -4 × -30 / × 32.8 ×"),
        "the best value of the *next* state counts: V lines up with the last axis": _table(
            "6.1 -0.9 -0.9 / -3.6 × -53.6 / × 50 ×"
        ),
    },
}
GAME_SWEEP = {
    "expected": _table("3 2.5 0 / × × ×"),
    "message": "a map whose state 1 is terminal, and so worth 0, and state 0 worth -2, at γ = 0.5",
    "mistakes": {
        IN_PLACE: _table("3 3.75 2.875 / × × ×"),
        OUTSIDE: _table("1.5 1 -0.5 / × × ×"),
        FROM_ZERO: _table("3 3 1 / × × ×"),
        "how often a way is taken counts: weight it by T": _table("3 5 0 / × × ×"),
        "the terminal state is worth 0, not -∞": _table("× × 0 / × × ×"),
    },
}

# Exercise 3
OLDER = "that is the table *before* the last sweep: return the newest"
RISING = {
    "sweeps": 4,
    "table": _table("7.5 / 7.5"),
    "message": "a table that rises by 4, 2, 1, ½, … has settled to 0.9 after 4 sweeps",
    "mistakes": {
        "the last sweep counts as well, though it changed little": 3,
        "stop as soon as a sweep changes nothing by more than the tolerance": 5,
        OLDER: _table("7 / 7"),
    },
}
BESIDE = {
    "sweeps": 4,
    "table": _table("7.5 ×"),
    "message": "the same with an impossible action beside it",
    "mistakes": {
        "-∞ - (-∞) is nan, and nan > tolerance is False: compare the possible actions only": 1,
        OLDER: _table("7 ×"),
    },
}
LESS = _table("-64 -11 -11 -11 -11 / -4 -11 -11 -11 -11")
FALLING = {
    "sweeps": 7,
    "table": LESS * 127 / 128,
    "message": "sweeps until the largest change is at most 0.52: one value falls by 32, 16, 8, …, "
    "all others by less",
    "mistakes": {
        "values that fall change as well: take the absolute value of the change": 1,
        "first the absolute value of each change, then the largest of them": 3,
        "count the sweeps until the largest change is small, at the worst place, not the mean": 5,
        "the last sweep counts as well, though it changed little": 6,
        "stop as soon as the largest change is within the tolerance; look at it alone": 8,
        "look at the *largest* change, at the worst place, not at the sum": 9,
        OLDER: LESS * 63 / 64,
    },
}

# Exercise 4
SHAKE_WAIT_SLIDE = {
    "message": "shake, wait and slide are best in the published table",
    "mistakes": {
        "return the *numbers* of the actions, not their values": (18.91891892, 0, 50.13365013),
        "shake, wait and slide are best, each in its row; look along the rows": (0, 2, 0),
        "-∞ must never win: compare values as they are, not their sizes": (0, 1, 0),
    },
}
ALL_NEGATIVE = _table("× -3 -5 / -7 × -2 / -1 -2 ×")
LEAST_BAD = {
    "message": "all values of this table are negative",
    "mistakes": {
        "your policy takes action 0 in every state, an impossible action in state 0: a search for "
        "the largest must start at -∞, not at 0": (0, 0, 0),
        "your policy takes an impossible action: -∞ must never win": (0, 1, 2),
        "your policy takes the worst of the possible actions": (2, 0, 1),
    },
}

# Exercise 5
FLIP = {
    "tolerance": 2e-6,
    "message": "the action changes from 0 to 2 at 0.3",
    "mistakes": {
        "you went into the wrong half, down: if the middle acts like the low end, go up": 0.0,
        "you went into the wrong half, up: if the middle acts otherwise, go down": 1.0,
        "you looked once: go on until the interval is shorter than the tolerance": 0.5,
        "that is the action after the flip: return the gamma": 2,
    },
}
FLIP_BACK = {
    "tolerance": 2e-6,
    "message": "from any number to any other, here from 2 to 0: compare with the one at the low end",
}

# Exercise 7. From 0 a coin decides: one step on, for -1, or stay, for -2. From 1 the last step, for -3.
COIN = np.zeros((2, 3, 2, 3))  # T and R
COIN[0, 0, 0, 1], COIN[0, 0, 1, 0], COIN[0, 1, 0, 2] = 1, 1, 1
COIN[1, 0, 0, 1], COIN[1, 0, 1, 0], COIN[1, 1, 0, 2] = -1, -2, -3
COIN.setflags(write=False)
TOSS = _table("0.5 0.5 / 1 0 / 1 0")
TOSSED = {
    "message": "a coin decides in state 0, and γ = 0.5",
    "hint": "by hand: v(1) = -3, and v(0) = ½ (-1 + ½ · (-3)) + ½ (-2 + ½ v(0))",
    "mistakes": {
        "in state 0 only the first action counts, be it as the first, as the likeliest or as the "
        "best: weight both by the policy": (-2.5, -3, 0),
        "in state 0 only the second action counts: weight both by the policy": (-4, -3, 0),
        "each action counts with its probability: multiply by the policy": (-9, -3, 0),
        "γ is missing before P": (-6, -3, 0),
        "that is the reward of one step only": (-1.5, -3, 0),
        "P is transposed: row s holds the probabilities of leaving s": (-2, -3.5, -1.75),
        "a sign is wrong: (I - γP) v = r": (-0.6, -3, 0),
        "the reward of this step isn't discounted": (-1.5, -1.5, 0),
    },
}
TOSSED_ON = "the same at γ = 1: every walk ends"
DIE = _table("1/3 1/3 1/3 / 1/2 0 1/2 / 0 1 0")
THROWN = {
    "expected": (-2.698293172691, -20.052710843373, 31.046686746988),
    "message": "a die on Peter's map, at γ = 0.9: solve the equations, exactly",
    "mistakes": {
        "weight each reward by T, too": (12.361947791165, -1.618975903614, 53.576807228916),
    },
}

# Exercise 8
PLANS = ((0, 0, 1), (0, 2, 1), (1, 0, 1), (1, 2, 1), (2, 0, 1), (2, 2, 1))


def _worth(rows: str) -> dict:
    return dict(zip(PLANS, _table(rows).tolist(), strict=True))


WORTH = {  # what each of these plans is worth on Peter's map, to six digits, for each γ of the checks
    0.98: _worth(
        "22.292994 0 54.853334 / 58.934662 39.134299 90.953366 / 0 0 35.476718 / "
        "0 -17.047992 33.624497 / 0 0 35.476718 / -114.613834 -126.309123 -77.866452"
    ),
    0.9: _worth(
        "18.918919 0 50.13365 / 9.820141 -12.468695 41.701449 / 0 0 35.164835 / "
        "0 -20.144753 33.172497 / 0 0 35.164835 / -26.030481 -40.49186 10.5646"
    ),
    0.5: _worth(  # from here on every step costs 60 more
        "-109.230769 -120 -81.781377 / -116.936543 -153.391685 -86.78337 / -120 -120 -86.315789 / "
        "-120 -154.054054 -88.108108 / -120 -120 -86.315789 / -125.88785 -155.327103 -90.654206"
    ),
    0.95: _worth(
        "-1179.104478 -1200 -1147.093263 / -1178.10075 -1198.82018 -1146.126505 / "
        "-1200 -1200 -1164.640884 / -1200 -1218.22645 -1166.554158 / "
        "-1200 -1200 -1164.640884 / -1248.34647 -1261.069225 -1211.651816"
    ),
}
GIVEN = "the list must begin with the plan given, unchanged (append new arrays, don't overwrite)"
TWO_BETTER = {
    "expected": [[1, 0, 1], [0, 0, 1], [0, 2, 1]],
    "message": "from sit, wait, slide at γ = 0.98 two improvements lead to shake, fire, slide",
    "mistakes": {
        "only one improvement: go on until nothing changes, and add γ times the value of the next "
        "state to the reward": [[1, 0, 1], [0, 0, 1]],
        "the first plan is missing from the list": [[0, 0, 1], [0, 2, 1]],
        "the last plan stands in the list twice": [[1, 0, 1], [0, 0, 1], [0, 2, 1], [0, 2, 1]],
        GIVEN: [[0, 2, 1], [0, 2, 1], [0, 2, 1]],
    },
}
OPTIMAL = {
    "message": "shake, wait, slide is optimal at γ = 0.9 and can't be improved",
    "mistakes": {
        "γ is missing before the values of the next states": [[0, 0, 1], [0, 2, 1]],
        "the last plan stands in the list twice": [[0, 0, 1], [0, 0, 1]],
    },
}
COSTLY = "the best plan when every step costs 60 more, at γ = 0.5"  # 0 would look good there
COSTLY_LATER = "the same at γ = 0.95: go on until nothing changes"

# Exercise 9
KNOWN = _table("3 1 2 / -6 × -4 / × × ×")
NOTHING = "nothing changed: write into Q[state, action], in place"
THIS_ROW = "the maximum is over the *next* state's row, not over this one's"
OLD_VALUE = "move *towards* the target: subtract the old estimate inside the bracket"
REPLACED = "you replace the estimate: move by the share α only"
LESSON = {
    "expected": _table("3.85 1 2 / -6 × -4 / × × ×"),
    "message": "from 3, reward 10, best next value -4, α = ¼, γ = 0.9",
    "hint": "by hand: 3 + ¼ (10 + 0.9 · (-4) - 3)",
    "mistakes": {
        NOTHING: KNOWN,
        THIS_ROW: _table("5.425 1 2 / -6 × -4 / × × ×"),
        f"the best next value, -4, is missing from the target: a search for it {ONLY_NOTHING}": _table(
            "4.75 1 2 / -6 × -4 / × × ×"
        ),
        OUTSIDE: _table("3.6 1 2 / -6 × -4 / × × ×"),
        "γ is missing": _table("3.75 1 2 / -6 × -4 / × × ×"),
        OLD_VALUE: _table("4.6 1 2 / -6 × -4 / × × ×"),
        REPLACED: _table("6.4 1 2 / -6 × -4 / × × ×"),
        "α must multiply the whole bracket": _table("-1.1 1 2 / -6 × -4 / × × ×"),
        "in the next state Peter takes the best action, not the same one again": (
            _table("3.4 1 2 / -6 × -4 / × × ×")
        ),
        "away from the target: it is target minus estimate": _table("2.15 1 2 / -6 × -4 / × × ×"),
        "α is the share of the *target*, 1 - α of the old": _table("5.55 1 2 / -6 × -4 / × × ×"),
        "only Q[state, action] changes in a step": _table("3.85 2.35 3.1 / -6 × -4 / × × ×"),
    },
}
LAST_LESSON = {
    "expected": _table("3 1 2 / -6 × -8.6 / × × ×"),
    "message": "the next state is terminal (nothing is possible there)",
    "hint": "by hand: -4 + 0.1 (-50 - (-4)), for nothing comes after a terminal state",
    "mistakes": {
        NOTHING: KNOWN,
        "the next state is a row of -∞, so terminal: its value is 0": _table(
            "3 1 2 / -6 × × / × × ×"
        ),
        OUTSIDE: _table("3 1 2 / -6 × -8.1 / × × ×"),
        THIS_ROW: _table("3 1 2 / -6 × -8.96 / × × ×"),
        OLD_VALUE: _table("3 1 2 / -6 × -9 / × × ×"),
        REPLACED: _table("3 1 2 / -6 × -50 / × × ×"),
        "α must multiply the whole bracket": _table("3 1 2 / -6 × -5 / × × ×"),
    },
}
LOW_LESSON = {
    "expected": _table("3 -1.3 2 / -6 × -4 / × × ×"),
    "message": "the next state has negative values only: it isn't terminal, its best value is -4",
    "hint": "by hand: 1 + 0.5 (0 + 0.9 · (-4) - 1)",
}

# Exercise 10
ONE_TABLE = "all tables are the same one: store a copy after each step"
STUCK = "Peter never leaves state 0: after the update he is in the next state"
EARLY = "Peter moves too early: first update where he was, then move"
NOTED = {
    "expected": _table("0 0 0 / 1/2 0 0 / 1/2 1/3 0 / 1/2 1/3 1/4 / 1/5 1/3 1/4"),
    "message": "α₀ = ½ and decay ½ on a round trip 0, 1, 2, 0; the learner writes α where it is",
    "mistakes": {
        ONE_TABLE: _table("1/5 1/3 1/4 / 1/5 1/3 1/4 / 1/5 1/3 1/4 / 1/5 1/3 1/4 / 1/5 1/3 1/4"),
        "α doesn't shrink: α₀ / (1 + t · decay)": (
            _table("0 0 0 / 1/2 0 0 / 1/2 1/2 0 / 1/2 1/2 1/2 / 1/2 1/2 1/2")
        ),
        "α shrinks, but not by the decay: α₀ / (1 + t · decay)": (
            _table("0 0 0 / 1/2 0 0 / 1/2 1/4 0 / 1/2 1/4 1/6 / 1/8 1/4 1/6")
        ),
        "α shrinks from the last α, it should from α₀: α₀ / (1 + t · decay)": (
            _table("0 0 0 / 1/2 0 0 / 1/2 1/3 0 / 1/2 1/3 1/6 / 1/15 1/3 1/6")
        ),
        "t begins at 0: the first step has α₀": (
            _table("0 0 0 / 1/3 0 0 / 1/3 1/4 0 / 1/3 1/4 1/5 / 1/6 1/4 1/5")
        ),
        STUCK: _table("0 0 0 / 1/2 0 0 / 1/3 0 0 / 1/4 0 0 / 1/5 0 0"),
        EARLY: _table("0 0 0 / 0 1/2 0 / 0 1/2 1/3 / 1/4 1/2 1/3 / 1/4 1/5 1/3"),
    },
}
TOLD = {
    "expected": _table("0 0 0 / 91 0 0 / 91 102 0 / 91 102 110"),
    "message": "the learner must get reward, next state and γ as they are",
    "hint": "and all in their order: update(Q, state, action, reward, next_state, alpha, gamma)",
    "mistakes": {
        STUCK: _table("0 0 0 / 91 0 0 / 91 0 0 / 91 0 0"),
        EARLY: _table("0 0 0 / 0 91 0 / 0 91 102 / 110 91 102"),
        ONE_TABLE: _table("91 102 110 / 91 102 110 / 91 102 110 / 91 102 110"),
    },
}
WANDERS = {
    "message": "of three possible actions each is equally likely",
    "mistakes": {
        "your loop takes an impossible action (its value is -∞)": [1 / 4, 1 / 4, 1 / 4, 1 / 4],
        "always action 3, the best and the last: greedy from the start, it never sees the rest, draw "
        "anew among *all* possible actions": [
            0,
            0,
            0,
            1,
        ],
        "it always takes the first of the possible actions": [1, 0, 0, 0],
        "an action worth 0 is possible, one worth -∞ isn't": [0, 1 / 3, 1 / 3, 1 / 3],
    },
}
