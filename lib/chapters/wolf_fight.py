"""The movie of a fight, what the checks of the wolf's chapter share, and its wood on paper.

The small cases that they look at stand in `wolf_fight_cases`.
"""

from collections.abc import Callable, Mapping

import numpy as np

from lib import check
from lib.plain import same, show
from lib.worlds.board import ACTION_NAMES, KIND_NAMES, Board, Cell
from lib.worlds.fight import DROWNED, EVENT_NAMES, FULL, GOES_ON, KILLED, LIMIT, WON


def frames_of(
    transition: Callable, board: Board, cell: Cell, act: Callable, limit: int = LIMIT
) -> tuple[list[np.ndarray], int]:
    """Return the frames of a fresh Peter's fight by these rules, and its last event.

    transition: (board, state, action) to next state and event. act: state to action.
    """
    from lib.pictures import sprites  # here, because checks do without

    state, event = (*cell, FULL, 0), GOES_ON
    frames = [sprites.fight_image(board, cell, FULL, 0)] * 3
    for _ in range(limit - len(frames)):
        state, event = transition(board, state, act(state))
        frames.append(sprites.fight_image(board, state[:2], *state[2:]))
        if event != GOES_ON:
            break
    return frames + frames[-1:] * 6, event


def many(number: int, what: str) -> str:
    """Say how many there are: "1 move", "2 moves"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def reading(function: Callable, arguments: Mapping):
    """Return what the function makes of the arguments; fail if it writes into one of them."""
    before = {name: np.copy(value) for name, value in arguments.items()}
    result = function(*arguments.values())
    for name, value in arguments.items():
        check.unchanged(np.asarray(value), before[name], f"`{name}`")
    return result


def arrives(transition, board, state, action, expected, message, full=FULL, mistakes=None) -> None:
    """Fail unless a move from (row, column, energy, fatigue) leads to the expected state."""
    got, _ = _moved(transition, board, state, action, full)
    check.equal(got, expected, message, mistakes=mistakes, hint=_move(state, action))


def happens(transition, board, state, action, event, message, full=FULL) -> None:
    """Fail unless a move brings this event about."""
    _, got = _moved(transition, board, state, action, full)
    hint = f"{_move(state, action)}: the event is {EVENT_NAMES[event]!r}"
    check.equal(got, event, message, hint=hint)


def stays(transition, board, state, action, expected, message, full=FULL, mistakes=None) -> None:
    """Fail like `arrives`, and unless the fight goes on."""
    moved = _moved(transition, board, state, action, full)
    arrives(lambda *_: moved, board, state, action, expected, message, full, mistakes)
    happens(lambda *_: moved, board, state, action, GOES_ON, message, full)


def _moved(transition, board, state, action, full) -> tuple:
    return check.results(transition(board, state, action, full), "next_state", "event")


def _move(state: tuple, action: int) -> str:
    return f"from {tuple(state)}, action {action} ({ACTION_NAMES[action]})"


def counted(tally, policy, limit, counts, message, mistakes=None) -> np.ndarray:
    """Fail unless the referee counts five fights so; return the starts that it was lent.

    0 → 1 → victory; 2 drowns and "goes on" in 1; 4 never ends; 5 is killed and "goes on" in 0.
    """
    next_state = np.array([[1, 2], [3, 0], [1, 1], [3, 3], [4, 4], [0, 0]])
    event = np.array([[0, 0], [WON, 0], [DROWNED, 0], [0, 0], [0, 0], [KILLED, 0]])
    starts = np.array([0, 1, 2, 4, 5])
    got = tally(np.array(policy), next_state, event, starts, limit)
    got = check.array(got, "the counts", (4,))
    hint = f"[still going, won, killed, drowned] after at most {many(limit, 'move')}: "
    hint += "by action 0, state 0 leads to 1, 1 to victory, 2 drowns, 4 never ends, 5 is killed"
    check.equal(got, list(counts), message, mistakes=mistakes, hint=hint)
    return starts


def row_of(state_index: Callable, *arguments: int) -> int:
    """Return the row of the table, an integer from 0."""
    return check.integer(state_index(*arguments), f"state_index{arguments}", 0)


def sees(allowed_moves, board: Board, expected: np.ndarray, mistakes: Mapping, avoid=None) -> None:
    """Fail unless the mask of a board is as expected; mistakes: explanation to mask, bool, (cells, 4).

    avoid: the kinds of cells that Peter avoids; without it, the function is not told.
    """
    got = allowed_moves(board) if avoid is None else allowed_moves(board, avoid)
    if type(got) is np.ndarray and got.dtype.kind in "iuf":
        check.that(False, "answer with True and False, not with 1 and 0", hint=".astype(bool)")
    listed = type(got) in (np.ndarray, list, tuple) and len(got) == len(expected)
    rows = "one row for each cell, in the order of their numbers"
    check.that(listed, rows, expected=f"{len(expected)} rows", got=show(got))
    if not same(got, expected):
        wrong = next(n for n, row in enumerate(got) if not same(row, expected[n]))
        message = "which of up, down, left and right are allowed in each cell?"
        message = next((told for told, other in mistakes.items() if same(got, other)), message)
        cell = f"cell {board.cell(wrong)}: "
        right, row = show(expected[wrong].tolist()), show(got[wrong])
        hint = f"this is the first wrong row; the board is\n{board}"
        if avoid is not None:
            hint = f"`avoid` is {avoid}: {', '.join(KIND_NAMES[kind] for kind in avoid)}; {hint}"
        check.that(False, message, expected=cell + right, got=cell + row, hint=hint)


def chooses(choose, Q, allowed, epsilon, draws, shares, message, mistakes=None) -> None:
    """Fail unless so many equal rows are given each action so often; exact, wrong once in 1e7."""
    Q, allowed = (
        np.tile(np.array(row, kind), (draws, 1)) for row, kind in ((Q, float), (allowed, bool))
    )
    before = Q.copy(), allowed.copy()
    got = choose(Q, allowed, epsilon, check.rng())
    actions = check.array(got, "the actions, one for each row,", (draws,))
    check.unchanged(Q, before[0], "Q")
    check.unchanged(allowed, before[1], "the mask")
    check.frequencies(actions, shares, message, mistakes=mistakes)


def judged(judge, event, energy, fatigue, reward, over, message, mistakes=None) -> None:
    """Fail unless an event is judged so."""
    got = check.results(judge(event, energy, fatigue), "reward", "over")
    hint = f"{EVENT_NAMES[event]}, energy {energy}, fatigue {fatigue}; over is True or False"
    check.close(got[0], reward, f"the reward: {message}", mistakes=mistakes, hint=hint)
    numbers = f"energy {energy} and fatigue {fatigue} are not an event: read the end off the event"
    ends = {numbers: True} if event == GOES_ON else None
    check.equal(got[1], over, f"whether it is over: {message}", mistakes=ends, hint=hint)


def learns(learn, reward, over, expected, message, mistakes) -> list:
    """Fail unless two Peters learn so from a move each; return the arguments that were lent.

    They go from state 0 to states whose best values are 4 and 8. expected: Q[0, 0, 0] and Q[1, 0, 0]
    afterwards, both 1 before.
    """
    Q = np.array([[[1.0, 0], [0, 4], [0, 0]], [[1, 0], [0, 0], [6, 8]]])
    rest, nothing, reward = Q[:, 1:].copy(), np.array([0, 0]), np.array(reward, float)
    lent = [nothing.copy(), nothing.copy(), reward, np.array([1, 2]), np.array(over)]
    check.changes(learn, Q)(Q, *lent, 0.5, 0.5)
    after = check.array(Q, "Q", (2, 3, 2))
    check.close(after[:, 0, 0], expected, message, mistakes=mistakes)
    only = after[:, 0, 1].tolist() == [0, 0] and np.array_equal(after[:, 1:], rest)
    hint = "Q[peter, state] is a whole row, Q[peter, state, action] a single entry"
    check.that(only, "only Q[i, S, A] changes", got=show(after), hint=hint)
    return [part.tolist() for part in lent]


class PaperWorld:
    """A wood that plays moves from a script, arrays of shape (steps, peters), and notes what it is asked."""

    __lent__ = ("peters", "restart", "step")

    def __init__(self, next_state, reward, terminated, truncated):
        self.moves = list(zip(next_state, reward, terminated, truncated, strict=True))
        self.peters = next_state.shape[1]
        self.state, self.restarted, self.stepped = np.zeros(self.peters, dtype=int), [], []
        self.drawn = []

    def restart(self, which, rng):
        """Put the marked Peters on starts 100, 101, …, after a step 200, 201, …; return all states.

        `restarted` holds, for each call, how many steps came before it and who was marked.
        """
        check.note(self.drawn, rng)
        self.restarted.append((len(self.stepped), np.asarray(which).astype(bool).tolist()))
        fresh = 100 * (1 + len(self.stepped)) + np.arange(self.peters)
        self.state = np.where(which, fresh, self.state)
        return self.state.copy()

    def step(self, action):
        """Return the next move of the script, four arrays of shape (peters,)."""
        move = self.moves[len(self.stepped) % len(self.moves)]
        self.stepped.append(np.asarray(action).tolist())
        self.state = move[0]
        return tuple(part.copy() for part in move)


LESSON = "state", "action", "reward", "next_state", "terminated"


class PaperAgent:
    """Acts by the number of the state and of the moves it knows; notes what it sees and is told."""

    __lent__ = ("act", "learn")

    def __init__(self):
        self.seen, self.acted, self.told, self.drawn = [], [], [], []

    def act(self, state, rng):
        """Return an action for each Peter, shape (peters,)."""
        check.note(self.drawn, rng)
        self.seen.append(np.asarray(state).tolist())
        action = (np.asarray(state) + len(self.told)) % 4
        self.acted.append(action.tolist())
        return action

    def learn(self, *move, **named):
        """Note what it is told."""
        move = check.arguments(move, named, *LESSON)
        self.told.append([np.asarray(part).tolist() for part in move])


def trained(train, script) -> tuple[PaperWorld, PaperAgent]:
    """Return a world that played a copy of the script, and its agent, with what they noted."""
    world, agent = PaperWorld(*(part.copy() for part in script)), PaperAgent()
    seed = check.seed()
    train(world, agent, len(script[0]), np.random.default_rng(seed))
    check.equal(world.stepped, agent.acted, "the world steps as the agent acts, once each time")
    for drawn in (world.drawn, agent.drawn):
        check.handed_on(drawn, seed)
    return world, agent


def tells(train, script, stops, begins) -> None:
    """Fail unless the agent is told the moves of the script, all of them and nothing else.

    stops: who starts anew after each step. begins: where all stand after that. Shape (steps, peters).
    """
    world, agent = trained(train, script)
    steps = len(script[0])
    calls = f"{many(steps, 'step')}: so many calls of world.step"
    check.equal(len(world.stepped), steps, calls)
    every = "the agent learns from every step, the last of a fight above all"
    check.equal(len(agent.told), steps, every)
    five = "agent.learn takes five things: state, action, reward, next_state, terminated"
    check.that(all(len(move) == 5 for move in agent.told), five)
    state, action, reward, next_state, terminated = map(list, zip(*agent.told, strict=True))
    check.equal(state, agent.seen, "state: the one in which the agent acted")
    check.equal(action, world.stepped, "action: the one that was taken")
    chosen = [[(place + t) % 4 for place in seen] for t, seen in enumerate(agent.seen)]
    check.equal(action, chosen, "the agent learns from each move before it acts again")
    check.equal(reward, script[1].tolist(), "reward: the one that world.step returned")
    fresh = {"learn from the move itself, not from where the next fight starts": begins}
    check.equal(next_state, script[0].tolist(), "next_state: of world.step", mistakes=fresh)
    limit = {"a time limit is not death: tell the agent `terminated` alone": stops}
    told = "terminated: victory or death, nothing else"
    check.equal(terminated, script[2].tolist(), told, mistakes=limit)


def begins_anew(train, script, stops, seen) -> None:
    """Fail unless those who stop start anew, and the agent acts where they stand then.

    stops: who starts anew after each step. seen: where the agent has to act. Shape (steps, peters).
    """
    world, agent = trained(train, script)
    steps, peters = script[0].shape
    every = "begin by restarting all: np.ones(…, dtype=bool)"
    check.that(world.restarted[:1] == [(0, [True] * peters)], every)
    died, stops = script[2][:-1].tolist(), np.array(stops)[:-1].tolist()
    unread = "the flags were never read: whoever is dead, or has walked too long, starts anew"
    check.that(len(world.restarted) > 1, unread, got="no call of world.restart after the first")
    marked = np.zeros((steps + 1, peters), dtype=bool)
    for step, which in world.restarted[1:]:
        marked[step] |= which
    asked = marked[1:steps].tolist()  # after the last step it is all one
    check.equal(
        asked,
        stops,
        "restart those whose fight terminated or was truncated, after the step in which it did",
        mistakes={
            "nobody was marked: one reason to stop is enough": [[False] * peters] * (steps - 1),
            "a truncated fight starts anew as well": died,
            "a fight that terminated starts anew as well": script[3][:-1].tolist(),
            "restart only those who stopped": [[True] * peters] * (steps - 1),
        },
    )
    check.equal(agent.seen, seen, "the agent acts in the states that the last restart returned")
