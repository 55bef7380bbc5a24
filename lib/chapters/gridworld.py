"""Stand-ins, small cases and typical mistakes that the checks of the gridworld chapter use.

What is lent to a student's function is built anew or copied for each call: it may come back changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy

import gymnasium
import numpy as np

from lib import check
from lib.worlds.board import DOWN, LEFT, RIGHT, UP, Board, Cell, ClearingEnv, Rewards, generate

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
_OF_THE_CHAPTER = {-1: -0.1, 20: 10, -30: -10, -40: -10, -50: -10}

# Entry 0, 1 after one step that should make it 1.625, and after a last step that should make it -1.25.
ONE_STEP = "reward -0.1, next row [1, 2, 4, -3], alpha 0.25, gamma 0.9, old value 1"
UPDATE_MISTAKES = {
    "nothing changed: write into Q[state, action], in place": 1.0,
    "gamma belongs to the next state's value, not to the reward": 1.6275,
    "gamma is missing": 1.725,
    "take the largest *value* of the next row, not its place": 1.175,
    "take the largest value of the next row, not the mean of all": 0.95,
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
SHIFTED_MISTAKES = {
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
    "the last step never reaches the table: learn first, then break": 0.3125,
    "the step size begins anew in each episode: it fades from episode to episode": 0.052734375,
    "the step size fades with every step: it fades from episode to episode": 0.2255859375,
    "the step size doesn't fade": 0.015625,
    "episode 0 has the full step size alpha": 0.299072265625,
    "divide by 1 + decay * e, not by its power": 0.107666015625,
}
# What is wrong when a seed gives two different tables.
SEED_MISTAKES = {
    1: "draw everything from one generator made from `seed`, and seed the world: env.reset(seed=…)",
    0: "0 is a seed like any other, but `if seed:` takes it for none",
}

SEED_UNUSED = "two different seeds gave the same table: the seed is not used"

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


class Puppet:
    """Do what is written, note what is asked and learned, complain when asked once too often.

    `asked` holds the states of all questions, `told` the transitions of all lessons.
    """

    def __init__(self, actions: Iterable[int], over: str):
        self.actions, self.over, self.asked, self.told = list(actions), over, [], []

    def act(self, state, rng) -> int:
        """Note the state and return the next action that is written."""
        self.asked.append(state)
        if len(self.asked) > len(self.actions):
            raise RuntimeError(self.over)
        return self.actions[len(self.asked) - 1]

    __call__ = act

    def learn(self, *transition) -> None:
        """Note a lesson."""
        self.told.append(transition)


class Bell(gymnasium.Env):
    """A world of one state that pays 1 for every step, and ends after `length` steps."""

    def __init__(self, length: int):
        self.observation_space = gymnasium.spaces.Discrete(1)
        self.action_space = gymnasium.spaces.Discrete(4)
        self.length = length

    def reset(self, *, seed=None, options=None):
        """Begin at step 0."""
        super().reset(seed=seed)
        self.t = 0
        return 0, {}

    def step(self, action):
        """Pay 1, whatever is done."""
        self.t += 1
        return 0, 1.0, self.t == self.length, False, {}


class Shaken(ClearingEnv):
    """A clearing in a program where somebody else seeds numpy's global generator, with `noise`."""

    def __init__(self, board: Board, noise: int):
        super().__init__(board)
        self.noise = noise

    def reset(self, *, seed=None, options=None):
        """Put Peter on a start, as in any clearing."""
        np.random.seed(self.noise)  # noqa: NPY002
        return super().reset(seed=seed, options=options)


def examine_walk(
    walk: Callable,
    actions: Sequence[int],
    max_steps: int,
    right: tuple[str, int],
    what: str,
    start: Cell = (0, 0),
    asked: Sequence[int] | None = None,
    board: Board | None = None,
) -> None:
    """Check a walk of somebody who does these actions: how it ended, and after how many steps.

    asked: the states that the policy must have been asked about. board: default TINY.
    """
    over = "the walk goes on after its end"
    if len(actions) == max_steps:
        over = "the walk goes on after max_steps moves: to and fro, it would never end"
    puppet, (how, steps) = Puppet(actions, over), right
    board = board or Board.from_text(TINY)
    where = f"from {start} on this board:\n{board}"
    try:
        found = walk(copy(board), puppet, start, max_steps, np.random.default_rng())
    except IndexError:
        raise check.CheckFailed(BEYOND, hint=where) from None
    mistakes = {"count the last step too": (how, steps - 1)}
    mistakes |= {"you count one step too many": (how, steps + 1)}
    if steps == max_steps and how != "limit":
        mistakes["an end on the very last move counts"] = ("limit", max_steps)
    check.equal(check.results(found, "how", "steps"), right, what, mistakes=mistakes, hint=where)
    if asked is not None:
        message = "ask the policy about the number of Peter's *state*, before each move"
        check.equal(puppet.asked, asked, message, hint=where)


def summary(summarise: Callable, walks: Sequence[tuple[str, int]]) -> tuple:
    """Return what summarise says of the walks, counts and mean steps; they may not be changed."""
    lent = list(walks)
    try:
        found = summarise(lent)
    except ZeroDivisionError:
        message = "you divide by zero when no walk reached an apple: say nan"
        raise check.CheckFailed(message) from None
    check.unchanged(lent, list(walks), "the list of walks")
    return check.results(found, "counts", "mean_steps")


def examine_step(
    step: Callable,
    state: int,
    action: int,
    right: tuple[int, float, bool],
    what: str,
    board: Board | None = None,
    rewards: Rewards | None = None,
) -> None:
    """Check one step: next state, reward and terminated, which should be `right`.

    board: default TINY. rewards: default those of STEPS.
    """
    board = board or Board.from_text(TINY)
    rewards = rewards or Rewards(step=-1, apple=20, wolf=-30, water=-40, outside=-50)
    where = f"from state {state}, action {action}, with {rewards}, on this board:\n{board}"
    next_state, reward, terminated = right
    try:
        found = step(copy(board), state, action, copy(rewards))
    except IndexError:
        raise check.CheckFailed(BEYOND, hint=where) from None
    found = check.results(found, "next_state", "reward", "terminated")
    mistakes = {f"the reward of {what} stands in `rewards`": _OF_THE_CHAPTER.get(reward, np.inf)}
    if "off the board" in what:
        mistakes |= {"row -1 is not the last row: off the board there is no cell": 20}
    check.close(found[1], reward, f"the reward of {what}", mistakes=mistakes, hint=where)
    goes_on = f"{what} ends the episode, in learning as in life: terminated is True"
    mistakes = {goes_on: False, f"{what} doesn't end the episode: terminated is False": True}
    check.equal(found[2], terminated, f"terminated, after {what}", mistakes=mistakes, hint=where)
    message = f"the next state, after {what}" + ": the one he left" * ("off the board" in what)
    check.equal(found[0], next_state, message, hint=where)


def entry(Q: np.ndarray) -> float:
    """Return entry 0, 1 of the table of the small updates; no other may have changed."""
    others = "only Q[state, action] learns; you changed another entry of the table"
    check.that(np.array_equal(np.delete(Q, 1), [0.5, -2, 3, 1, 2, 4, -3]), others, got=str(Q))
    return Q[0, 1]


def played(
    episode: Callable, board: Board, actions: Sequence[int], max_steps=200, clock: int | None = None
) -> tuple[tuple, Puppet]:
    """Return what an episode of these actions returned, steps and total, and the agent, a Puppet.

    clock: the steps after which the world truncates.
    """
    over = "the episode goes on after its end"
    if clock is not None:
        over = "when the world says truncated, stop as well"
    elif len(actions) == max_steps:
        over = "the episode goes on after max_steps steps: to and fro, it would never stop"
    agent, world = Puppet(actions, over), ClearingEnv(copy(board), board.starts[0])
    if clock is not None:
        world = gymnasium.wrappers.TimeLimit(world, clock)
    result = episode(world, agent, max_steps, np.random.default_rng())
    return check.results(result, "steps", "total"), agent


def to_and_fro(episode: Callable, max_steps: int, clock: int | None = None) -> tuple:
    """Return the steps of an episode to and fro, and what the agent was told of terminated."""
    length = min(max_steps, clock or max_steps)
    actions = ([RIGHT, LEFT] * length)[:length]
    (steps, _), agent = played(episode, Board.from_text("P..A"), actions, max_steps, clock)
    return steps, [transition[4] for transition in agent.told]


def shaken_table(q_learning: Callable, seed: int, noise: int) -> np.ndarray:
    """Return the table, shape (64, 4), learned in a noisy program."""
    Q = q_learning(Shaken(generate(13), noise), 40, 0.5, 0.1, 0.9, 100, seed)
    return check.array(Q, "Q", (64, 4))


def examine_audit(
    audit: Callable, walks: Mapping, right: Sequence[int], what: str, board: Board | None = None
) -> None:
    """Check reachable, reached and shortest of the walks. board: default POND."""
    board = board or Board.from_text(POND)
    hint = f"the board is\n{board}\nand the walks are {walks}"
    found = check.results(audit(copy(board), dict(walks)), "reachable", "reached", "shortest")
    check.equal(found, right, what, mistakes=AUDIT_MISTAKES, hint=hint)


def wishes(table: Mapping[Cell, Sequence[int]]) -> tuple[Board, np.ndarray]:
    """Return TINY and a table Q, shape (12, 4), in which the first wish of a cell is the strongest."""
    board, Q = Board.from_text(TINY), np.full((12, 4), -1.0)
    for cell, actions in table.items():
        Q[board.state(cell), actions] = np.arange(len(actions), 0, -1)
    return board, Q


def spiral() -> tuple[Board, np.ndarray]:
    """Return an empty field of 5 × 5 cells, and a table that leads along RING into its middle."""
    board, Q = Board.from_text(".....\n.....\n.....\n.....\n....A"), np.full((25, 4), -1.0)
    Q[[board.state(cell) for cell in RING[:-1]], TURNS] = 1
    return board, Q


def examine_fresh(
    fresh_walk: Callable, board: Board, Q: np.ndarray, right: tuple[str, list[Cell]], what: str
) -> None:
    """Check how a walk without going back ended, and its path, which should be `right`."""
    (ending, cells), hint = right, f"the board is\n{board}"
    try:
        found = fresh_walk(copy(board), Q.copy(), cells[0])
    except ValueError:
        if ending != "trapped":
            raise
        nothing = 'where every action leads back, none is left to choose from: return "trapped"'
        raise check.CheckFailed(nothing) from None
    how, path = check.results(found, "how", "path")
    check.that(type(path) is list, "the path is a list of cells", got=type(path).__name__)
    mistakes = {
        "the cell that ends the walk belongs to the path": (ending, cells[:-1]),
        "the start is missing in the path": (ending, cells[1:]),
    }
    check.equal((how, path), right, what, mistakes=mistakes, hint=hint)
