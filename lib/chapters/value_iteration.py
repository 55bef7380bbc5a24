"""The stand-ins that the checks of the value iteration chapter use, and what several of them share.

What they look at, and what they say, stands in `value_iteration_cases`. In grading, a stand-in with
`__lent__` stays in the test's process: a student's function can call it, and see nothing of it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check
from lib.chapters.value_iteration_cases import KNOWN, WORTH
from lib.plain import is_single, numeric, show
from lib.worlds import mdp

IMPOSSIBLE = "a plan takes an action that isn't possible"


class Halve:
    """Stand in for a sweep: halve the way to a goal, and complain if called for ever."""

    __lent__ = ("__call__",)

    def __init__(self, goal):
        self.goal, self.calls = np.array(goal, dtype=float), 0

    def __call__(self, Q):
        """Return a new table, of the shape of Q; the impossible stays impossible."""
        self.calls += 1
        if self.calls > 300:
            raise AssertionError("300 sweeps, and your loop goes on: is the change a nan?")
        return np.where(np.isfinite(Q), (Q + self.goal) / 2, Q)


class Script:
    """Stand in for a sweep: answer each table of a list with the one after it, the last with itself."""

    __lent__ = ("__call__",)

    def __init__(self, tables):
        self.tables, self.calls = [np.array(table, dtype=float) for table in tables], 0

    def __call__(self, Q):
        """Return the table after Q; raise AssertionError for a table that isn't in the list."""
        self.calls += 1
        check.that(self.calls < 300, "300 sweeps, and your loop goes on: is the change a nan?")
        found = [i for i, table in enumerate(self.tables) if np.array_equal(numeric(Q), table)]
        check.that(bool(found), "sweep the table that the last sweep returned", got=show(Q))
        return self.tables[min(found[0] + 1, len(self.tables) - 1)]


class Worth:
    """Tell what each plan for Peter's map is worth, from a list of all that are possible."""

    __lent__ = ("__call__",)

    def __init__(self, gamma: float):
        self.known = WORTH[gamma]

    def __call__(self, plan) -> np.ndarray:
        """Return the value of each state, shape (3,), under a plan of shape (3,)."""
        actions = check.array(plan, "the plan to evaluate", (3,))
        values = self.known.get(tuple(actions.tolist()))
        check.that(values is not None, IMPOSSIBLE, got=show(plan))
        return np.array(values)


class Learner:
    """Stand in for an update: write into the table, in place, what `note` answers.

    note: called with the arguments of an update, returns the new value.
    """

    def __init__(self, note: Callable):
        self.note = note

    def __call__(self, Q, state, action, reward, next_state, alpha, gamma):
        """Change one value of the table Q, shape (S, A)."""
        Q[state, action] = self.note(Q, state, action, reward, next_state, alpha, gamma)


class FlipsAt:
    """Take action `before` below a point and `after` above it; complain if asked too often."""

    __lent__ = ("__call__",)

    def __init__(self, point: float, before: int, after: int):
        self.point, self.before, self.after, self.calls = point, before, after, 0

    def __call__(self, gamma: float) -> int:
        """Return the action at this gamma."""
        self.calls += 1
        if self.calls > 400:
            raise AssertionError("asked 400 times: halve the interval, don't walk along it")
        return self.before if gamma < self.point else self.after


class Witness:
    """Stand in for a world: answer as `step` does, and note numbers drawn from the generators it is handed."""

    __lent__ = ("__call__",)

    def __init__(self, step: Callable):
        self.step, self.drawn = step, []

    def __call__(self, state, action, rng):
        """Return reward and next state."""
        check.note(self.drawn, rng)
        return self.step(state, action, rng)


def round_trip(state, action, rng):
    """Return reward and next state on the way 0, 1, 2, 0, 1, 2, and so on."""
    return 10.0 * state, (state + 1) % 3


def stay(state, action, rng):
    """Return reward and next state of a step in a world of one place; use up a random number."""
    rng.random()
    return 0.0, 0


def note_alpha(Q, state, action, reward, next_state, alpha, gamma):
    """Write the step size into the table, in place."""
    Q[state, action] = alpha


def note_step(Q, state, action, reward, next_state, alpha, gamma):
    """Write what a learner is told into the table, in place."""
    Q[state, action] = reward + next_state + 100 * gamma


def mark(Q, state, action, reward, next_state, alpha, gamma):
    """Write a 1 into the table, in place."""
    Q[state, action] = 1.0


def same_table(
    got,
    expected,
    message: str,
    mistakes: dict | None = None,
    tolerance: float = 1e-9,
    hint: str = "",
) -> None:
    """Fail unless a table has -inf exactly where the expected one has it, and is close elsewhere.

    mistakes: explanation to the table it would have given, as in `check.close`.
    """
    numbers, expected = numeric(got), np.asarray(expected, dtype=float)
    tables = {told: np.asarray(table, dtype=float) for told, table in (mistakes or {}).items()}
    what = {"expected": show(expected), "got": show(got)}
    fits = numbers is not None and numbers.shape == expected.shape
    check.that(fits, f"{message}: this is no table of shape {expected.shape}", **what, hint=hint)
    meaning = "0 · (-∞) and -∞ - (-∞) have no value: keep impossible actions out of all arithmetic"
    check.that(not np.isnan(numbers).any(), f"{message}: there is a nan", **what, hint=meaning)
    possible = np.isfinite(expected)
    marked = np.array_equal(numbers == -np.inf, ~possible)
    others = f"{message}: impossible actions, and only these, carry -∞"
    known = (told for told, table in tables.items() if np.array_equal(numbers, table))
    check.that(marked, next(known, others), **what, hint=hint)
    numbers = numbers.astype(np.float32) if is_single(got) else numbers
    wrong = {told: table[possible] for told, table in tables.items()}
    told = {"mistakes": wrong, "tolerance": tolerance, "hint": hint}
    try:
        check.close(numbers[possible], expected[possible], message, **told)
    except check.CheckFailed as failed:  # show the tables, and not only what is possible
        raise check.CheckFailed(failed.message, **what, hint=failed.hint) from None


def settled(result, sweeps: int, table, message: str, mistakes: dict | None = None) -> None:
    """Fail unless a student's `settle` returned a table, and how many sweeps it took.

    mistakes: explanation to the number of sweeps, or to the table, that it would have given.
    """
    Q, counted = check.results(result, "Q", "sweeps")
    tables = {told: wrong for told, wrong in (mistakes or {}).items() if np.ndim(wrong)}
    check.equal(counted, sweeps, message, mistakes=mistakes)
    same_table(Q, table, f"{message}: the table after the last sweep", tables)


def same_policy(got, expected: Sequence[int], message: str, mistakes: dict | None = None) -> None:
    """Fail unless a policy holds the expected actions, shape (S,), and they can serve as indices."""
    policy = check.array(got, "the policy", (len(expected),))
    check.equal(policy, expected, message, mistakes=mistakes)
    whole = "the number of an action is an integer: it serves as an index"
    check.that(policy.dtype.kind in "iu", whole, got=show(policy))


def proper_world(result) -> tuple[mdp.MDP, float]:
    """Return the world and gamma of a student's `slow_world`, if they have the form asked for."""
    parts = check.results(result, "T", "R", "gamma")
    names = ("T", "R", "gamma")
    T, R, gamma = (check.array(part, name) for part, name in zip(parts, names, strict=True))
    check.that(
        gamma.shape == () and 0 <= gamma <= 0.999, "gamma must be one number from 0 to 0.999"
    )
    check.that(T.ndim == 3 and T.shape == R.shape, "T and R must have the same shape (S, A, S)")
    check.that(T.shape[0] <= 100 and T.shape[1] <= 10, "at most 100 states and 10 actions")
    small = bool(np.all(np.abs(R) <= 1e6))
    check.that(small, "rewards must lie between -1,000,000 and 1,000,000")
    try:
        return mdp.MDP(T, R), float(gamma)
    except ValueError as error:
        raise check.CheckFailed(f"this is no MDP: {error}") from None


def plans_visited(
    policy_iteration: Callable,
    world: mdp.MDP,
    start: Sequence[int],
    gamma: float,
    evaluate: Callable | None = None,
) -> list[np.ndarray]:
    """Return the plans of a student's function, shape (S,) each, if they are a list of plans.

    evaluate: returns what a plan is worth, shape (S,); by default on Peter's map, at this gamma.
    """
    evaluate = evaluate or Worth(gamma)
    plan = np.array(start)  # whoever overwrites it is told so by the list
    found = check.changes(policy_iteration, plan)(world.T, world.R, plan, gamma, evaluate)
    fine = type(found) is list and 1 <= len(found) <= 60
    check.that(fine, "return a list of plans", got=show(found))
    return [check.array(plan, "each plan", (world.states,)) for plan in found]


def possible_plans(
    policy_iteration: Callable,
    world: mdp.MDP,
    start: Sequence[int],
    gamma: float,
    evaluate: Callable | None = None,
) -> list[np.ndarray]:
    """Return the plans of a student's function if they take possible actions only."""
    plans = plans_visited(policy_iteration, world, start, gamma, evaluate)
    return [possible_plan(plan, world) for plan in plans]


def possible_plan(plan, world: mdp.MDP) -> np.ndarray:
    """Return a plan, shape (S,), if it takes possible actions only."""
    plan = check.array(plan, "each plan", (world.states,))
    numbers = plan.dtype.kind in "iu" and 0 <= plan.min() and plan.max() < world.actions
    possible = numbers and world.available[np.arange(world.states), plan].all()
    check.that(bool(possible), IMPOSSIBLE, got=show(plan))
    return plan


def repeated(function: Callable, value, times: int):
    """Return what becomes of a copy of an array when a function is applied to it so many times."""
    value = value.copy()
    for _ in range(times):
        value = function(value)
    return value


def learned(q_update: Callable, *step) -> np.ndarray:
    """Return the table `KNOWN`, shape (3, 3), after a student's function has learned from a step.

    step: state, action, reward, next_state, alpha, gamma.
    """
    Q = KNOWN.copy()
    check.changes(q_update, Q)(Q, *step)
    return Q


def walked(q_learning: Callable, update: Callable, Q: np.ndarray, steps: int) -> np.ndarray:
    """Return the tables of a round trip through three places, shape (steps + 1, 3).

    Q: the table to begin with, shape (3, 1): there is one action.
    """
    walk, world, seed = check.changes(q_learning, Q), Witness(round_trip), check.seed()
    history = walk(world, update, Q, steps, 0.5, 0.5, 0.9, np.random.default_rng(seed))
    hint = f"{steps} steps make {steps + 1} tables: the given one, and one a step"
    history = check.array(history, "the history", (steps + 1, 3, 1), hint)[:, :, 0]
    check.handed_on(world.drawn, seed)
    fits = not history[0].any() or bool(np.all(history == history[0]))  # a case of its own
    check.that(fits, "table 0 is the one given, and step t makes table t + 1", got=show(history))
    return history


def marked(walks: list, Q: np.ndarray) -> list[int]:
    """Return the action that each walk of one step has marked in the table Q, shape (1, A)."""
    tables = [numeric(walk) for walk in walks]
    fine = all(t is not None and t.ndim == 3 and t.shape[1:] == Q.shape for t in tables)
    check.that(fine, "return all tables, shape (steps + 1, S, A)", got=show(walks[0]))
    kept = np.float32(Q[0])  # a table may be kept in single precision
    return [int(np.argmax(np.float32(table[-1, 0]) != kept)) for table in tables]


def gaps(tables, exact) -> np.ndarray:
    """Return how far tables, shape (N, S, A), are from an exact one at their worst place, shape (N,)."""
    from scipy.spatial.distance import cdist  # here, because importing SciPy takes a moment

    possible = np.isfinite(exact)
    return cdist(np.asarray(tables)[:, possible], [exact[possible]], "chebyshev")[:, 0]
