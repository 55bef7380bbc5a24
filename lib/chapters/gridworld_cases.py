"""The small cases of the gridworld chapter's checks: numbers written down, and typical mistakes.

A name that ends in MISTAKES tells what may be wrong, and the result that it leads to.
"""

from lib.worlds.board import DOWN, LEFT, RIGHT, UP

TINY = "P.~A\n.T..\nAW.A"  # the board of most small cases; states 0 to 11, row by row
POND = "..~..A\n.~..P."  # three cells at the left are cut off by water
BEYOND = "beyond the edge there is no cell: board.move gives None, board.what(None) is OUTSIDE"

NEVER_RIGHT = {"action 3 never comes up: rng.integers(n) stops before n": [1 / 3, 1 / 3, 1 / 3, 0]}

# Of each small walk on TINY: actions, limit, ending and steps, what it is about, start, states asked.
_TOP = "up from the top row there is no cell: row -1 is *not* the last row (look with board.move)"
_OFF = "one step off the board"
WALKS = (
    ([3, 1, 3, 3, 1], 50, ("apple", 5), "an apple, after five steps", (0, 0), [0, 1, 5, 6, 7]),
    ([UP], 50, ("outside", 1), _TOP),
    ([LEFT], 50, ("outside", 1), f"{_OFF}, to the left"),
    ([DOWN], 50, ("outside", 1), f"{_OFF}, from the bottom row down", (2, 2)),
    ([RIGHT], 50, ("outside", 1), f"{_OFF}, to the right", (1, 3)),
    ([DOWN, RIGHT, DOWN], 50, ("wolf", 3), "past a tree, then the wolf"),
)

# Of five walks. Their mean should be 6.5.
FIVE_WALKS = (("apple", 4), ("wolf", 1), ("apple", 9), ("limit", 50), ("outside", 2))
_NO_ZEROS = {"apple": 2, "wolf": 1, "outside": 1, "limit": 1}
_OF_STEPS = {"apple": 13, "wolf": 1, "water": 0, "outside": 2, "limit": 50}
COUNT_MISTAKES = {
    "name every ending, also those that did not occur": _NO_ZEROS,
    "count the walks, not their steps": _OF_STEPS,
}
MEAN_MISTAKES = {
    "average over the walks that reached an apple, not over all walks": 13.2,
    "divide by the walks that reached an apple, not by all walks": 2.6,
    "that is the sum of their steps: divide by the number of walks that reached an apple": 13,
}
NO_APPLE = {"0 steps would be a very quick walk: when no walk reached an apple, say nan": 0}

# Of each small step on TINY: state, action, (next state, reward, terminated), what happens. The
# rewards are 20 for an apple, -30 wolf, -40 water, -50 outside, -1 for any other step.
STEPS = (
    (0, RIGHT, (1, -1, False), "a step onto an empty cell"),
    (1, DOWN, (5, -1, False), "a step to a tree, which is a step like any other"),
    (4, DOWN, (8, 20, True), "an apple"),
    (5, DOWN, (9, -30, True), "the wolf"),
    (1, RIGHT, (2, -40, True), "the water"),
)
EDGE_STEPS = (
    (0, UP, (0, -50, True), "a step up and off the board"),
    (0, LEFT, (0, -50, True), "a step to the left and off the board"),
    (10, DOWN, (10, -50, True), "a step down and off the board"),
    (7, RIGHT, (7, -50, True), "a step to the right and off the board"),
)
_TAME = None, None, frozenset({4, 5})  # only apples and what lies outside end an episode
TAME_STEPS = (
    (5, DOWN, (9, -1, False), "a wolf who is tame", *_TAME),
    (1, RIGHT, (2, -1, False), "water that is frozen", *_TAME),
    (4, DOWN, (8, 20, True), "an apple", *_TAME),
)
FREE_STEPS = (  # with other rewards: an apple is worth 0, the wolf -1, like any step, water -2.5
    (4, DOWN, (8, 0, True), "an apple that is worth nothing"),
    (5, DOWN, (9, -1, True), "a wolf who costs no more than a step"),
    (1, RIGHT, (2, -2.5, True), "the water"),
)
OF_THE_CHAPTER = {-1: -0.1, 20: 10, -30: -10, -40: -10, -50: -10}

# Entry 0, 1 after one step that should make it 1.625, and after a last step that should make it -1.25.
ONE_STEP = "reward -0.1, next row [1, -1, 4, -2], alpha 0.25, gamma 0.9, old value 1"
UPDATE_MISTAKES = {
    "nothing changed: write into Q[state, action], in place": 1.0,
    "gamma belongs to the next state's value, not to the reward": 1.6275,
    "gamma is missing": 1.725,
    "take the largest *value* of the next row, not its place": 1.175,
    "take the largest value of the next row, not the mean of all": 0.8375,
    "take the largest value of the next row, not the smallest": 0.275,
    "take the largest value of the next row, not that of the same action": 0.5,
    "look at the row of the *next* state": 1.4,
    "the new value is a mix: alpha is missing": 3.5,
    "move by alpha times (target - old value): the old value is missing": 1.875,
    "add to the old value, don't replace it": 0.625,
    "alpha is the share of the target, 1 - alpha that of the old value": 2.875,
    "move towards the target, not away from it": 0.375,
    "you left out what comes after: + gamma * the best of the next row": 0.725,
}
LAST_STEP = "a last step with reward -8, alpha 0.25, old value 1"
LAST_STEP_MISTAKES = {
    "nothing changed: the update is skipped on the last step, the one that kills": 1.0,
    "after the end nothing follows: the target is the reward alone": -0.35,
    "gamma belongs to what comes after, not to the reward": -1.05,
    "the new value is a mix: alpha is missing": -8.0,
    "move by alpha times (target - old value): the old value is missing": -1.0,
    "add to the old value, don't replace it": -2.25,
    "alpha is the share of the target, 1 - alpha that of the old value": -5.75,
    "move towards the target, not away from it": 3.25,
}

# Chances of the row [-1, -2, 2, 1] with extra 0.5, which should be 0.15, 0.05, 0.45, 0.35.
ROW = "the chances for the row [-1, -2, 2, 1] with extra 0.5"
_SOFTMAX = [0.034671091435, 0.012754781742, 0.696387487195, 0.256186639628]
SHIFTED_MISTAKES = {
    "that is softmax: here the values are lifted, no e is involved": _SOFTMAX,
    "probabilities sum to 1: divide by the sum": [1.5, 0.5, 4.5, 3.5],
    "divide by the sum, not by the largest": [1 / 3, 1 / 9, 1, 7 / 9],
    "the extra is added before you divide, to every action": [0.625, 0.5, 1.0, 0.875],
    "the extra is missing": [0.125, 0.0, 0.5, 0.375],
    "subtract the smallest value, not the largest": [5 / 12, 7 / 12, -1 / 12, 1 / 12],
    "lift the smallest value to `extra`: subtract the minimum": [-0.25, -0.75, 1.25, 0.75],
}

# Of three steps to the right along P..A, action 3.
_STUCK = "the state never moves on: the next state is the state of the next step"
_BEFORE = "tell the agent the state it acted in, then the one it came to"
_SKIPPED = "the agent is not told of the last step, where the apple was"
LESSONS = "learn gets (state, action, reward, next_state, terminated) of every step"
ASKED_MISTAKES = {_STUCK: [0, 0, 0]}
TOLD_MISTAKES = {
    _SKIPPED: [(0, 3, -0.1, 1, False), (1, 3, -0.1, 2, False)],
    _BEFORE: [(1, 3, -0.1, 1, False), (2, 3, -0.1, 2, False), (3, 3, 10.0, 3, True)],
}
_SUM = "total is the sum of all rewards, not the last one"
TOTAL_MISTAKES = {_SUM: 10, "the last reward is missing": -0.2}
# Of an episode to and fro: its steps, and what the agent was told of terminated in each.
TO_AND_FRO = "an episode to and fro: number of steps, and terminated as the agent was told of each"
_LIMIT = "the limit is not the end of the world: tell the agent terminated, nothing else"
_TRUNCATED = "truncated is not terminated: the agent would believe that nothing follows"
_UNTOLD = "the agent is not told of the last step"
LIMIT_MISTAKES = {_LIMIT: (4, [False, False, False, True]), _UNTOLD: (4, [False] * 3)}
TRUNCATION_MISTAKES = {_TRUNCATED: (3, [False, False, True]), _UNTOLD: (3, [False] * 2)}

# The product of all 1 - Q after 3 episodes of 2 steps, which should be 0.09765625.
PRODUCT = "the product of all 1 - Q: 3 episodes of 2 steps in a world that pays 1 a step"
BUG_MISTAKES = {
    "nothing was learned at all": 1.0,
    "the last step is never learned from, *and* the step size begins anew in each episode": 0.125,
    "one step of each episode is never learned from; if the last step never reaches the table: "
    "learn first, then break": 0.3125,
    "the step size begins anew in each episode: it fades from episode to episode": 0.052734375,
    "the step size fades with every step: it fades from episode to episode": 0.2255859375,
    "the step size doesn't fade": 0.015625,
    "episode 0 has the full step size alpha": 0.299072265625,
    "divide by 1 + decay * e, not by its power": 0.107666015625,
    "divide the first alpha each time, not that of the episode before": 0.1181640625,
}
# What is wrong when a seed gives two different tables.
SEED_MISTAKES = {
    1: "draw everything from one generator made from `seed`, and seed the world: env.reset(seed=…)",
    0: "0 is a seed like any other, but `if seed:` takes it for none",
}

UNUSED = "two different seeds gave the same table: the seed is not used"
FREE_START = "each episode starts on the same cell: reset the world without a seed, it has its own"
SAME_START = "every episode starts on the same cell: seed the world once, before the first episode"

ARROW_MISTAKES = {
    "the arrows are in another order than the actions: up, down, left, right": "→↓↓↓~\nA↑W↓←",
    "the arrow of the *largest* value, please": "↑↑↑↑~\nA↓W↑↑",
    "Peter can stand under a tree: an arrow belongs there too": "↓←←T~\nA↑W←→",
    "an arrow on water, wolf or apple makes no sense": "↓←←←↑\n↑↑↑←→",
    "Peter's own cell has an arrow as well": "P←←←~\nA↑W←→",
}

# Walks on POND, start → ending and steps; the last three from where no way leads to an apple.
_FOUR = {(0, 3): ("apple", 2), (0, 4): ("apple", 3), (1, 3): ("apple", 3), (1, 4): ("apple", 2)}
SIX_WALKS = _FOUR | {(1, 2): ("limit", 4), (1, 5): ("wolf", 1)}
NINE_WALKS = SIX_WALKS | {(0, 0): ("limit", 100), (0, 1): ("water", 1), (1, 0): ("outside", 1)}
AUDIT_MISTAKES = {
    "a walk that takes longer than the shortest way is not a shortest one": (6, 4, 4),
    "the right number of steps is not enough: the walk must have reached an apple": (6, 4, 5),
    "no way leads from some starts to an apple: such starts don't count as missed": (9, 4, 3),
}

# Of each small walk on TINY: the actions wished for in each cell, the best first; ending and path;
# what it is about.
_WISHES = {(0, 0): [3], (0, 1): [2, 1], (1, 1): [0, 3], (1, 2): [2, 3], (1, 3): [2, 0]}
_CIRCLE = {(0, 0): [3], (0, 1): [1], (1, 1): [2], (1, 0): [0, 1]}
_ON = ("apple", [(0, 0), (0, 1), (1, 1), (1, 2), (1, 3), (0, 3)])
_ROUND = ("apple", [(0, 0), (0, 1), (1, 1), (1, 0), (2, 0)])
_VISITED = "every cell of the path is visited, not only the last: no walk in a circle"
FRESH_WALKS = (
    (_WISHES, _ON, "wherever he wants to go back, the next best action leads on to an apple"),
    (_CIRCLE, _ROUND, _VISITED),
    ({(0, 0): [0]}, ("outside", [(0, 0)]), "off the board: leaving leads to no cell of the path"),
)
# A walk along a spiral: the way round, then the middle, from where every move leads back.
RING = [(1, 1), (1, 2), (1, 3), (2, 3), (3, 3), (3, 2), (3, 1), (2, 1), (2, 2)]
TURNS = [RIGHT, RIGHT, DOWN, DOWN, LEFT, LEFT, UP, RIGHT]
