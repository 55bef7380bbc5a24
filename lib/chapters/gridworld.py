"""Stand-ins and examiners for the checks of the gridworld chapter; its cases stand in `gridworld_cases`.

What is lent to a student's function is built anew or copied for each call: it may come back changed.
In grading, what has `__lent__` stays with the test, which believes only what it has seen itself.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy

import gymnasium
import numpy as np

from lib import check
from lib.chapters.gridworld_cases import (
    AUDIT_MISTAKES,
    BEYOND,
    FREE_START,
    OF_THE_CHAPTER,
    POND,
    RING,
    TINY,
    TURNS,
)
from lib.plain import show
from lib.worlds.board import (
    KIND_NAMES,
    LEFT,
    RIGHT,
    Board,
    Cell,
    ClearingEnv,
    Rewards,
    generate,
)

LESSON = "state", "action", "reward", "next_state", "terminated"
FIRST_STATE = "ask the policy about the number of Peter's *state*, first that of `start`"


class Puppet:
    """Do what is written, note what is asked and learned, complain when asked once too often.

    `asked` holds the states of all questions, `knew` how many lessons came before each, `told` the
    transitions of all lessons, `drawn` numbers from the generators that came with the questions.
    """

    __lent__ = ("act", "learn", "__call__")

    def __init__(self, actions: Iterable[int], over: str, first: int | None = None):
        self.actions, self.over, self.first = list(actions), over, first
        self.asked, self.knew, self.told, self.drawn = [], [], [], []

    def __call__(self, state, rng) -> int:
        """Note the state and return the next action that is written."""
        self.asked.append(state)
        number = type(state) is int or issubclass(type(state), np.integer)
        if number and self.first is not None and len(self.asked) == 1:
            check.equal(state, self.first, FIRST_STATE)
        check.note(self.drawn, rng)
        if len(self.asked) > len(self.actions):
            raise check.CheckFailed(self.over)
        return self.actions[len(self.asked) - 1]

    def act(self, state, rng) -> int:
        """Note the state and return the action that is written after the last one that it learned of."""
        self(state, rng)
        self.knew.append(len(self.told))
        return self.actions[min(len(self.told), len(self.actions) - 1)]

    def learn(self, *transition, **named) -> None:
        """Note a lesson."""
        self.told.append(check.arguments(transition, named, *LESSON))


class Bell(gymnasium.Env):
    """A world of one state that pays the same for every step, and ends after `length` steps.

    cut: whether it ends by being truncated; None: it terminates and is truncated on one step.
    """

    def __init__(self, length: int, pays: float = 1.0, *, cut: bool | None = False):
        self.pays, self.cut = pays, cut
        self.observation_space = gymnasium.spaces.Discrete(1)
        self.action_space = gymnasium.spaces.Discrete(4)
        self.length = length

    def reset(self, *, seed=None, options=None):
        """Begin at step 0."""
        super().reset(seed=seed)
        self.t = 0
        return 0, {}

    def step(self, action):
        """Pay, whatever is done."""
        self.t += 1
        over = self.t == self.length
        return 0, self.pays, over and self.cut is not True, over and self.cut is not False, {}


class Diary:
    """Play a world for somebody else's code, write down what happens, complain when it goes on after an end.

    `days` holds of each reset the transitions that followed: state, action, reward, next_state, terminated.
    """

    __lent__ = ("reset", "step")

    def __init__(self, world: gymnasium.Env):
        self.world, self.days, self.state = world, [], None

    @property
    def episodes(self) -> list[list[tuple]]:
        """The days on which anything happened; a reset just for the seed begins none."""
        return [day for day in self.days if day]

    def reset(self, *, seed=None, options=None):
        """Begin a day."""
        self.state, info = self.world.reset(seed=seed, options=options)
        self.days.append([])
        return self.state, info

    def step(self, action):
        """Go on with the day, unless it is over."""
        check.that(
            self.state is not None, "env.step before env.reset, or after the end of an episode"
        )
        action = check.integer(action, "the action", 0, 3)
        after, reward, terminated, truncated, info = self.world.step(action)
        self.days[-1].append((self.state, action, reward, after, terminated))
        self.state = None if terminated or truncated else after
        return after, reward, terminated, truncated, info


class Watched(gymnasium.Env):
    """A world as it is lent: its spaces, while reset and step happen in a `diary`, out of reach.

    noise: what somebody else in the program seeds numpy's global generator with at each reset.
    """

    def __init__(self, world: gymnasium.Env, noise: int | None = None):
        self.observation_space = gymnasium.spaces.Discrete(int(world.observation_space.n))
        self.action_space = gymnasium.spaces.Discrete(int(world.action_space.n))
        self.diary, self.noise = Diary(world), noise

    def reset(self, *, seed=None, options=None):
        """Begin an episode."""
        super().reset(seed=seed)
        if self.noise is not None:
            np.random.seed(self.noise)  # noqa: NPY002
        seed = int(self.np_random.integers(2**31))  # so that np_random can be set, as in any world
        return self.diary.reset(seed=seed, options=options)

    def step(self, action):
        """Do a step."""
        return self.diary.step(action)


def bell(length: int, pays: float = 1.0, *, cut: bool | None = False) -> Watched:
    """Return a world of one state, see :class:`Bell`, that is watched."""
    return Watched(Bell(length, pays, cut=cut))


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
    over = "the walk goes on after its end, or asks more than once before a move"
    if len(actions) == max_steps:
        over = "the walk goes on after max_steps moves: to and fro, it would never end"
    board = board or Board.from_text(TINY)
    puppet, (how, steps), seed = Puppet(actions, over, board.state(start)), right, check.seed()
    where = f"from {start} on this board:\n{board}"
    try:
        found = walk(copy(board), puppet, start, max_steps, np.random.default_rng(seed))
    except IndexError:
        raise check.CheckFailed(BEYOND, hint=where) from None
    mistakes = {"count the last step too": (how, steps - 1)}
    mistakes |= {"you count one step too many": (how, steps + 1)}
    if how in KIND_NAMES:
        mistakes["return the ending's name, KIND_NAMES[kind]"] = (KIND_NAMES.index(how), steps)
    if steps == max_steps and how != "limit":
        mistakes["an end on the very last move counts"] = ("limit", max_steps)
    check.equal(check.results(found, "how", "steps"), right, what, mistakes=mistakes, hint=where)
    once = "ask the policy for an action before each move, once"
    check.equal(len(puppet.asked), right[1], once, hint=where)
    check.handed_on(puppet.drawn, seed)
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
    counts, mean_steps = check.results(found, "counts", "mean_steps")
    kind = type(counts)
    check.that(issubclass(kind, dict), "counts must be a dict", got=show(counts))
    return dict(counts), mean_steps  # a Counter or an OrderedDict will do


def examine_step(
    step: Callable,
    state: int,
    action: int,
    right: tuple[int, float, bool],
    what: str,
    board: Board | None = None,
    rewards: Rewards | None = None,
    ends: frozenset[int] | None = None,
) -> None:
    """Check one step: next state, reward and terminated, which should be `right`.

    board: default TINY. rewards: default those of STEPS. ends: the kinds that end the episode; by
    default ENDS, and the step isn't told.
    """
    board = board or Board.from_text(TINY)
    rewards = rewards or Rewards(step=-1, apple=20, wolf=-30, water=-40, outside=-50)
    where = f"from state {state}, action {action}, with {rewards}, on this board:\n{board}"
    if ends is not None:
        where = f"`ends` holds {', '.join(KIND_NAMES[kind] for kind in sorted(ends))}; {where}"
    next_state, reward, terminated = right
    try:
        found = step(copy(board), state, action, copy(rewards), *([] if ends is None else [ends]))
    except (IndexError, TypeError) as error:
        if "off the board" not in what or "positional argument" in str(error):
            raise
        got = f"{type(error).__name__}: {error}"
        raise check.CheckFailed(BEYOND, got=got, hint=where) from None
    found = check.results(found, "next_state", "reward", "terminated")
    mistakes = {f"the reward of {what} stands in `rewards`": OF_THE_CHAPTER.get(reward, np.inf)}
    if "off the board" in what:
        mistakes |= {"row -1 is not the last row: off the board there is no cell": 20}
    if ends is not None and not terminated:
        for name, worth in vars(rewards).items():
            mistakes |= {f"{what} ends nothing here (see `ends`): rewards.step, not .{name}": worth}
    check.close(found[1], reward, f"the reward of {what}", mistakes=mistakes, hint=where)
    goes_on = f"{what} ends the episode, in learning as in life: terminated is True"
    mistakes = {goes_on: False, f"{what} doesn't end the episode: terminated is False": True}
    check.equal(found[2], terminated, f"terminated, after {what}", mistakes=mistakes, hint=where)
    message = f"the next state, after {what}" + ": the one he left" * ("off the board" in what)
    check.equal(found[0], next_state, message, hint=where)


def entry(Q: np.ndarray) -> float:
    """Return entry 0, 1 of the table of the small updates; no other may have changed."""
    others = "only Q[state, action] learns; you changed another entry of the table"
    check.that(np.array_equal(np.delete(Q, 1), [0.5, -2, 3, 1, -1, 4, -2]), others, got=str(Q))
    return Q[0, 1]


def from_start(board: Board, clock: int | None = None) -> gymnasium.Env:
    """Return the world of a board, always from its start; it truncates after `clock` steps, if given."""
    world = ClearingEnv(board, board.start)
    return world if clock is None else gymnasium.wrappers.TimeLimit(world, clock)


def played(
    episode: Callable, board: Board, actions: Sequence[int], max_steps=200, clock: int | None = None
) -> tuple[tuple, Puppet]:
    """Return what an episode of these actions returned, steps and total, and the agent, a Puppet.

    clock: the steps after which the world truncates.
    """
    over = "the episode goes on after its end, or asks the agent more than once in a step"
    if clock is not None:
        over = "when the world says truncated, stop as well"
    elif len(actions) == max_steps:
        over = "the episode goes on after max_steps steps: to and fro, it would never stop"
    agent, seed = Puppet(actions, over), check.seed()
    world = from_start(board, clock)
    result = episode(Watched(world), agent, max_steps, np.random.default_rng(seed))
    in_turn = "act, step, learn: the agent learns from each step before it acts again"
    check.equal(agent.knew, list(range(len(agent.knew))), in_turn)
    check.handed_on(agent.drawn, seed)
    return check.results(result, "steps", "total"), agent


def to_and_fro(episode: Callable, max_steps: int, clock: int | None = None) -> tuple:
    """Return the steps of an episode to and fro, and what the agent was told of terminated."""
    length = min(max_steps, clock or max_steps)
    actions = ([RIGHT, LEFT] * length)[:length]
    (steps, _), agent = played(episode, Board.from_text("P..A"), actions, max_steps, clock)
    return steps, [transition[4] for transition in agent.told]


def shaken_table(q_learning: Callable, seed: int, noise: int) -> np.ndarray:
    """Return the table, shape (64, 4), learned in a noisy program."""
    Q = q_learning(Watched(ClearingEnv(generate(13)), noise), 8, 0.5, 0.1, 0.9, 15, seed)
    return check.array(Q, "Q", (64, 4))


def starts_seen(q_learning: Callable) -> int:
    """Return on how many cells 12 episodes of one step started.

    There are 32 starts: all 12 draws are the same by chance with probability 32^-11.
    """
    lent = Watched(ClearingEnv(Board.from_text(".A.A.A.A\nA.A.A.A.\n" * 4)))
    q_learning(lent, 12, 0.5, 0.1, 0.9, 1, 1)
    return len({day[0][0] for day in lent.diary.episodes})


def starts_anew(episode: Callable) -> None:
    """Fail if 12 episodes of one step all start on the same of 32 cells: by chance, 32^-11."""
    board, states = Board.from_text(".A.A.A.A\nA.A.A.A.\n" * 4), set()
    for _ in range(12):
        agent = Puppet([RIGHT] * 2, "the episode goes on after max_steps steps")
        episode(Watched(ClearingEnv(board)), agent, 1, np.random.default_rng(check.seed()))
        states |= set(agent.asked[:1])
    check.that(len(states) > 1, FREE_START)


@contextlib.contextmanager
def unless_own(
    Q: np.ndarray, update: Callable, lent: Watched, alpha: float, decay: float, gamma: float
) -> Iterator[None]:
    """Let no check fail here if a table is what a student's own `update` makes of all that happened.

    Whose update is wrong has lost Exercise 5 for it. A table in which nothing was learned is not right,
    unless gamma is 0: that may be their update's fault. It is asked when a check has failed, not before.
    """
    try:
        yield
    except check.CheckFailed:
        own = np.zeros_like(Q)
        with contextlib.suppress(Exception):  # their own error has been told where update is tested
            for e, day in enumerate(lent.diary.episodes):
                for s, a, reward, after, over in day:
                    step_size = alpha / (1 + decay * e)
                    check.changes(update, own)(own, s, a, reward, after, over, step_size, gamma)
            if (Q.any() or gamma == 0) and np.allclose(Q, own, 1e-9, 1e-9):
                return
        raise


def examine_audit(
    audit: Callable, walks: Mapping, right: Sequence[int], what: str, board: Board | None = None
) -> None:
    """Check reachable, reached and shortest of the walks. board: default POND."""
    board = board or Board.from_text(POND)
    hint = f"the board is\n{board}\nand the walks are {walks}"
    lent = dict(walks)
    found = check.results(audit(copy(board), lent), "reachable", "reached", "shortest")
    check.unchanged(lent, dict(walks), "the walks")
    told = f"reachable, reached, shortest: {what}"
    check.equal(found, right, told, mistakes=AUDIT_MISTAKES, hint=hint)


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
