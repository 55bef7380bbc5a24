"""What the checks of the binned CartPole chapter say, and what several of them share.

The names in capitals belong to one check each: its `message`, and under `mistakes` what each typical
mistake leads to, in numbers worked out by hand.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check

# Exercise 1
DIVIDED = {
    "message": "the bins of the state (0.6, -0.6, 0.057, -0.57)",
    "mistakes": {
        "truncation goes towards zero: -5.7 becomes -5; you round down": (2, -3, 5, -6),
        "truncation goes towards zero: 5.7 becomes 5; you round up": (3, -2, 6, -5),
        "throw the fraction away: you round to the nearest whole number": (2, -2, 6, -6),
        "throw away what stands behind the decimal point": (2.4, -2.4, 5.7, -5.699999999999999),
        "divide by the widths, don't multiply": (0, 0, 0, 0),
        "-5.7 becomes -5: the sign stays": (2, 2, 5, 5),
    },
}
NEAR_ZERO = {
    "message": "all numbers within one width of 0",
    "mistakes": {"bin 0 is twice as wide: from -1 to +1 widths": (0, -1, 0, -1)},
}

# Exercise 2
FOUR_BINS = {
    "message": "the edges of 4 bins on (-2, 2)",
    "mistakes": {
        "the ends are no edges: the outer bins go on beyond them": (-2, -1, 0, 1, 2),
        "4 bins have 3 edges between them; these make 5 bins": (-2, -2 / 3, 2 / 3, 2),
        "4 bins have 3 edges between them; these make 3 bins": (-2 / 3, 2 / 3),
        "4 bins have 3 edges between them; these make 5": (-1.2, -0.4, 0.4, 1.2),
        "leave out the right end as well": (-1, 0, 1, 2),
        "leave out the left end as well": (-2, -1, 0, 1),
        "the bins begin at -limit, not at 0": (0.5, 1, 1.5),
    },
}

# Exercise 3
FOUR_STATES = {
    "message": "four states and their bins; beyond the last edge is the last bin, however far",
    "mistakes": {
        "bins are counted from 0": ((1, 2), (2, 1), (3, 1), (4, 1)),
        "a row for each state, not a column: yours is on its side": ((0, 1, 2, 3), (1, 0, 0, 0)),
        "yours is one long row: put the columns side by side": (0, 1, 2, 3, 1, 0, 0, 0),
        "np.digitize counts from 0 already": ((-1, 0), (0, -1), (1, -1), (2, -1)),
        "each column has its own edges, you use the first": ((0, 3), (1, 2), (2, 2), (3, 0)),
        "each column has its own edges, you use the last": ((0, 1), (0, 0), (1, 0), (1, 0)),
    },
}
ON_EDGES = {
    "message": "numbers that lie exactly on an edge",
    "mistakes": {
        "a number on an edge has reached it: it belongs to the bin above": ((0, 0), (1, 0), (2, 1)),
    },
}

# Exercise 4
UNSEEN = {
    "message": "a cell nobody has met has the values 0 and 0",
    "hint": "return zeros for an unseen cell, not None: nobody can take the largest of None",
}
LEARNED = "move changes the value of the action in the table itself, not in a copy"
ONE_ACTION = "move changes the value of one action, not of all"
MOVED = {
    "message": "moved all the way to 8",
    "mistakes": {LEARNED: (0, 0), ONE_ACTION: (8, 8), "the other action was moved": (0, 8)},
}
MOVED_1 = {
    "message": "moved all the way to 8",
    "mistakes": {LEARNED: (0, 0), ONE_ACTION: (8, 8), "the other action was moved": (8, 0)},
}
SHARED = "all new cells share one row: what one learns, all know. Make zeros for each cell"
COLLIDE = 'two cells have the same key: "1" + "10" is "11" + "0". Use the tuple itself as the key'
ALL_FOUR = "the key must tell all four bins, in full"
TWO_QUARTERS = {
    "message": "a quarter of the way from 0 to 4, then a quarter of the way from there to 2",
    "mistakes": {
        "the row holds integers, so fractions are cut off": (0, 0, 1),
        "the second step begins where the first one ended": (0, 0, 0.5),
        "a step goes *towards* the target: α times (target minus estimate)": (0, 0, 1.5),
        "a step goes towards the target, not away: α times (target minus estimate)": (0, 0, -1.75),
        "move by the share α only, not all the way": (0, 0, 2),
        "α is the share of the way, 1 - α is what is left of it": (0, 0, 2.25),
        ONE_ACTION: (1.25, 1.25, 1.25),
    },
}

# Exercise 5
THREE_STEPS = {
    "message": "three steps: one in the middle, one terminated, one truncated",
    "mistakes": {
        "after a fall nothing can be earned: no look ahead where terminated": (19, 28, 37),
        "a time limit is no fall: where only truncated, look ahead as always": (19, 1, 1),
        "terminated and truncated are swapped": (19, 28, 1),
        "the look ahead stays where *not* terminated": (1, 28, 1),
        "γ belongs to what comes after, not to the reward": (18.9, 0.9, 36.9),
        "γ is missing": (21, 1, 41),
        "take the largest of the next values, not their mean": (14.5, 1, 28),
        "take the largest of the next values, not the smallest": (10, 1, 19),
        "take the largest of the next values, not its place (argmax)": (1.9, 1, 1.9),
        "the largest of each *row*; you took one for all rows": (37, 1, 37),
        "the reward of this step is missing": (18, 0, 36),
        "a fall ends what comes after, not the reward of this step": (19, 0, 37),
    },
}
A_FALL = "the pole fell at the very last step: a fall is a fall"

# Exercise 6. Shares of the actions at values 2, 0 and 1, and of equally good ones
INVERTED = "ε is inverted: with probability ε explore, else be greedy"
INCLUDED = "exploring means *any* action, the best included"
ALIKE = "with ε = 1 all rows took the same action: each row draws one for itself"
ONE_COIN = "one coin for all rows: each row must decide for itself whether it explores"
FIRST = "ties must be broken at random, in each row anew: here all rows took the first"
NEVER = {"message": "with ε = 0 nobody explores", "mistakes": {INVERTED: (1 / 3, 1 / 3, 1 / 3)}}
ALWAYS = {
    "message": "with ε = 1 all explore",
    "mistakes": {
        INCLUDED: (0, 0.5, 0.5),
        f"{ALIKE} (0)": (1, 0, 0),
        f"{ALIKE} (1)": (0, 1, 0),
        f"{ALIKE} (2)": (0, 0, 1),
    },
}
SOME = {
    "message": "ε = 0.3",
    "mistakes": {
        ONE_COIN: (1, 0, 0),
        f"{ONE_COIN}, and what it takes": (1 / 3, 1 / 3, 1 / 3),
        INVERTED: (0.5333333, 0.2333333, 0.2333333),
        INCLUDED: (0.7, 0.15, 0.15),
    },
}
TIED = {
    "message": "actions 0 and 2 are equally good",
    "mistakes": {
        FIRST: (1, 0, 0),
        "ties must be broken at random, in each row anew: here all took the last": (0, 0, 1),
    },
}

# Exercise 7
WINDOWS = {
    "message": "windows of two in the returns 1, 2, 6, 4",
    "mistakes": {
        "at the beginning there is no full window: leave it out": (1, 1.5, 4, 5),
        "at the end there is no full window: leave it out": (1.5, 4, 5, 4),
        "a window that reaches beyond the returns is not full: leave it out": (0.5, 1.5, 4, 5, 2),
        "a window that begins before the returns is not full: leave it out": (0.5, 1.5, 4, 5),
        "a *window* moves along: this is the mean of all returns so far": (1, 1.5, 3, 3.25),
        "divide by the window: these are sums": (3, 8, 10),
        "the last window is missing": (1.5, 4),
        "the first window is missing": (4, 5),
        "windows overlap: the next begins one episode later": (1.5, 5),
    },
}

# Exercise 8
NINE = {
    "message": "the last four of nine episodes average 485, and none before them 475",
    "mistakes": {
        "an average over fewer than `window` episodes counts for nothing": 1,
        "that is where the window *begins*: count the episodes played when it ends": 5,
        "count episodes from 1: the episode with index 8 is the ninth": 8,
        "the average at index 5 is complete after 5 + 4 episodes, not one more": 10,
        "195 was the goal of v0: use the `goal` you are given": 4,
        "195 was the goal of v0: use the `goal` you are given ": 7,
        "one episode is not enough: average over the window": 6,
        "the last window reaches the goal: don't leave it out": None,
    },
}

# Exercise 9. Tables of 2 times 3 cells, for two actions
SIX = "states in six different cells need six different numbers, from 0 to 5"
IN_TABLE = "the table stays as it was: change self.Q itself, half way to each target"
ONE_LEARNS = "half way to each target, but only for the action that was taken"
ALL_THE_WAY = "half way to each target: you go all the way"
TOWARDS = "half way *towards* each target: it is target minus estimate"
HALF_WAY = {
    "message": "half way to 8, to -4 and to 2",
    "mistakes": {
        IN_TABLE: ((0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)),
        ONE_LEARNS: ((1, 1), (-2, -2), (0, 0), (0, 0), (4, 4), (0, 0)),
        ALL_THE_WAY: ((0, 2), (0, -4), (0, 0), (0, 0), (8, 0), (0, 0)),
        TOWARDS: ((0, -1), (0, 2), (0, 0), (0, 0), (-4, 0), (0, 0)),
    },
}
ADDED = "an α for each cart, and each moves *towards* its target: subtract the estimate"
FROM_ZERO = "an α for each cart, and each step begins at the estimate, not at 0"
EACH_ALPHA = {
    "message": "an α for each cart: 0.5, 0 and 1",
    "mistakes": {
        ADDED: ((0, 3), (0, -2), (0, 0), (0, 0), (4, 0), (0, 0)),
        FROM_ZERO: ((0, 2), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)),
    },
}
EXPLORES = "with ε = 1 nobody explored: hand `epsilon` on to `choose`"
TOGETHER = "50 carts in one cell went beyond their target: don't add their steps up"
LEARN_FIRST = "a lesson left the table as it was, or spoiled it: make `learn` work first"
# What `best` holds after each of five lessons, before and after their scores 10, 7, 9, 12 and 11
ALIAS = "`best` changed while `Q` went on learning: it is the same table. Keep a copy"
LOWER = "a lower score must not replace the best table: keep the best *score* as well"
LOOKS = {
    "message": "`best` is the table with the highest score so far: 10, and later 12",
    "mistakes": {
        ALIAS: (8, -4, -4, 5, 5, 6, 6, 3, 3),
        LOWER: (8, 8, -4, -4, 5, 5, 6, 6, 3),
        "a higher score replaces the best table": (8, 8, 8, 8, 8, 8, 8, 8, 8),
        "compare with the best score, not with the last one": (8, 8, 8, 8, 5, 5, 6, 6, 6),
        "remember the *score* as well: 11 is less than 12": (8, 8, 8, 8, 8, 8, 6, 6, 3),
    },
}

# Exercise 10
AT_START = {
    "message": "at the beginning: start",
    "mistakes": {
        "start and end are swapped: what is left of the way leads back to start": 0.1,
        "the distance from end to start shrinks, not start itself": 0.6,
        "the distance is start - end, not end - start": -0.3,
    },
}
AT_END = {
    "message": "at the end: end",
    "mistakes": {"it ends at `end`, not at 0": 0, "it must arrive at `end`": 0.5},
}
HALF_TIME = {
    "message": "half way on a straight line",
    "mistakes": {"only the *distance* to the end shrinks, then the end is added": 0.35},
}
POWER_2 = {
    "message": "half the time, power 2",
    "mistakes": {
        "(1 - progress) to the power; you have 1 - progress to the power": 0.4,
        "(1 - progress) to the power, not times the power": 0.5,
        "only what is left of the way is taken to the power, not the distance": 0.14,
        "the power is missing": 0.3,
    },
}
BEYOND = {
    "message": "beyond the end",
    "mistakes": {
        "beyond the end the value stays there: never let 1 - progress fall below 0": -0.1,
        "beyond the end the value stays there: it must not rise again": 0.3,
    },
}

# Exercise 11
RAMP = np.arange(1001.0)  # 0 to 1000: its quantile at 0.9 is 900, by any definition
RAMPS = np.stack([RAMP / 1000, -RAMP / 100, np.where(RAMP % 2, RAMP, -RAMP)], axis=1)
RAMPS.setflags(write=False)
NINE_TENTHS = {
    "message": "limits that hold nine tenths of the visits",
    "tolerance": 1e-6,
    "mistakes": {
        "columns have limits of their own: mind the axis": (699.8, 699.8, 699.8),
        "columns have limits of their own: mind the axis ": 699.8,
        "take absolute values first: a skater may go to the left as well": (0.9, -1, 799),
        "take the absolute values before the quantile, not after": (0.9, 1, 799),
        "the largest is not asked for: a share of the visits": (1, 10, 1000),
        "np.quantile counts from 0 to 1, np.percentile from 0 to 100": (0.009, 0.09, 9),
        "the share lies within the limit, not beyond it": (0.1, 1, 100),
    },
}


def check_key(bins) -> None:
    """Fail unless bins are a tuple of ints, fit to be a key in a dictionary."""
    check.that(
        issubclass(type(bins), tuple),
        "return a tuple: only what can't change can be a key in a dictionary",
        got=type(bins).__name__,
    )
    for part in bins:
        check.integer(part, "each bin", hint="int(5.7) is the int 5")


def chosen(choose: Callable, values: np.ndarray, epsilon, rng: np.random.Generator) -> np.ndarray:
    """Return the actions chosen, shape (n,), one for each row of values, shape (n, actions)."""
    return check.array(choose(values, epsilon, rng), "the array of actions", (len(values),))


def ranks(
    choose: Callable, worse: Sequence[int], epsilons: Sequence[float], rng: np.random.Generator
) -> list[tuple[float, np.ndarray]]:
    """Return which of its actions each of 3000 rows took, in the order of `worse`, kind by kind.

    worse: by how much each value is below the best one of its row. The rows are of two kinds, which
    have the actions in different orders, times as many as there are values of epsilon; they are mixed.
    """
    kinds = 2 * len(epsilons)
    kind, first = rng.permutation(3000) % kinds, rng.permutation(len(worse))
    order = np.stack([first, np.roll(first, 1)])[kind % 2]
    values = rng.integers(-20, 20, size=(3000, 1)) - np.array(worse)[order] / 2
    epsilon = np.array(epsilons)[kind // 2] if len(epsilons) > 1 else epsilons[0]
    actions = chosen(choose, values, epsilon, rng)
    known = bool(np.all(np.isin(actions, np.arange(len(worse)))))
    check.that(known, "these are no actions", hint=f"integers from 0 to {len(worse) - 1}")
    taken = np.take_along_axis(order, actions.astype(int)[:, None], axis=1)[:, 0]
    return [(epsilons[number // 2], taken[kind == number]) for number in range(kinds)]


def numbered(cells, n: int, below: int) -> list[int]:
    """Return the numbers of n cells as a list of ints; fail unless they are from 0 to below - 1."""
    cells = check.array(cells, f"the array of the cells of {n} states", (n,))
    return [check.integer(cell, "a cell", 0, below - 1) for cell in cells]


def check_crowd(learner) -> None:
    """Let 50 carts learn together in one cell; fail if they go beyond their target, 10.

    learner: two cells, three actions, a table of zeros. One step of 0.2 leads to 2, and 50 of them,
    one after the other, nearly to 10.
    """
    carts = np.zeros(50, dtype=int)
    learner.learn(carts, carts + 1, np.full(50, 10.0), 0.2)
    Q = check.array(learner.Q, "Q", (2, 3))
    check.that(bool(1.99 < Q[0, 1] <= 10 + 1e-9), TOGETHER, got=f"{Q[0, 1]:.3g}, not 2 to 10")
    check.that(np.count_nonzero(Q) == 1, "only cell 0, action 1 learned something")


def after_lesson(learner, target: float) -> np.ndarray:
    """Let three cells learn all of the target; return the table then, shape (6, 2)."""
    where, push = np.array([4, 1, 0]), np.array([0, 1, 1])
    before = check.array(learner.Q, "Q", (6, 2))
    learner.learn(where, push, np.full(3, target), 1.0)
    table = check.array(learner.Q, "Q", (6, 2))
    moved = np.abs(table[where, push] - before[where, push])
    check.that(bool(np.all(moved > 1e-6)), LEARN_FIRST)
    return table


def looks(learner, lessons: Sequence[float], scores: Sequence[float]) -> list[float]:
    """Return which lesson `best` shows, seen after each lesson but the first, and after each score.

    Fail when it isn't a table that there was after a lesson. learner: as in `after_lesson`.
    """
    seen, tables = [], {}
    for lesson, score in zip(lessons, scores, strict=True):
        tables[lesson] = after_lesson(learner, lesson)
        if len(tables) > 1:
            seen.append(_shown(learner, tables))
        learner.remember(score)
        seen.append(_shown(learner, tables))
    return seen


def _shown(learner, tables: dict[float, np.ndarray]) -> float:
    kept = learner.best
    check.that(kept is not None, "`best` is still None: the first score is the best so far")
    best = check.array(kept, "`best`", (6, 2))
    found = [lesson for lesson, table in tables.items() if np.allclose(best, table)]
    check.that(len(found) == 1, "`best` is the whole table, as it was after one of the lessons")
    return found[0]
