"""What the checks of the deep Q-network chapter need: small cases, and what mistakes give in them."""

from collections.abc import Sequence

import numpy as np

from lib import check
from lib.chapters.dqn import Linear, RememberAll, Script, ScriptedPoles

# A network with two hidden units: W, b, W, b. And states 1 and -1, one a row.
TWO_UNITS = ([[1.0, -1.0]], [0.0, 0.5], [[1.0], [-2.0]], [0.25])
PLUS_MINUS = ([1.0], [-1.0])

# What typical mistakes give in the small cases of the checks: explanation to wrong result.
NETWORK_MISTAKES = {
    "the last layer must be linear, without relu": [[1.25], [0.0]],
    "the last layer must be linear, without tanh": [[0.848284], [-0.991860]],
    "the last layer must be linear, without sigmoid": [[0.777300], [0.060087]],
    "the last layer must be linear, without softmax": [[1.0], [1.0]],
    "the hidden layers need their activation": [[2.25], [-3.75]],
    "the activation is an argument, here relu": [[1.935828], [-2.321891]],
    "the activation is an argument, here tanh": [[1.25], [-2.75]],
}
FORWARD_MISTAKES = {
    "the last layer is linear: no activation there": [[1.25], [0.0]],
    "the hidden layer is not bent: apply the activation": [[2.25], [-3.75]],
    "the biases are missing": [[1.0], [-2.0]],
    "the bias of the last layer is missing": [[1.0], [-3.0]],
    "the biases of the hidden layers are missing": [[1.25], [-1.75]],
    "the last pair is missing: with it, multiply and add": [[1.0, 0.0], [0.0, 1.5]],
}
GREEDY_MISTAKES = {
    "the best action has the *largest* value": [0, 2, 0, 2],
    "each row has a best action of its own: argmax with axis=1": [0, 0, 0, 0],
    "each row has a best action of its own, not that of the first row": [1, 1, 1, 1],
}
FREQUENCY_MISTAKES = {
    "ε is inverted: explore with probability ε": [0.2, 0.4, 0.2, 0.2],
    "exploring means *any* action, the best one included": [1 / 15, 0.8, 1 / 15, 1 / 15],
    "each row throws a coin of its own: here all rows explored, or none": [0.25] * 4,
    "each row throws a coin of its own: here none explored": [0.0, 1.0, 0.0, 0.0],
    "each row that explores draws an action of its own (0)": [0.2, 0.8, 0.0, 0.0],
    "each row that explores draws an action of its own (2)": [0.0, 0.8, 0.2, 0.0],
    "each row that explores draws an action of its own (3)": [0.0, 0.8, 0.0, 0.2],
}
SCHEDULE_MISTAKES = {
    "ε must stay at `last` after `steps`": [1.0, 0.8, 0.6, 0.2, 0.0, -19.0],
    "the line must end at `last`, not at 0": [1.0, 0.75, 0.5, 0.2, 0.2, 0.2],
    "the line goes on to 0, and below it ε is `last`": [1.0, 0.75, 0.5, 0.0, 0.2, 0.2],
    "the line is turned round: it begins at `first`": [0.2, 0.4, 0.6, 1.0, 1.0, 1.0],
    "ε falls along a line: `//` makes steps of it": [1.0, 1.0, 1.0, 0.2, 0.2, 0.2],
}
MEMORY_MISTAKES = {
    "you draw places that nobody has written to: stay below len(self)": [0, 1, 2, 3, 4],
    "the memory must keep copies of the rows, not the arrays it was given": [0],
    "the newest step is never drawn: draw below len(self), not below len(self) - 1": [1, 2, 3],
    "the oldest step is never drawn: places begin at 0": [2, 3, 4],
}
RING_MISTAKES = {
    "the newest step was not written: count where you are": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    "after the end of the ring comes place 0": [1, 5, 6, 7, 8, 9, 10, 11, 12, 13],
}
TARGET_MISTAKES = {
    "the target network gives the next values, not the one that learns": [5.5, 6.75],
    "take the next values at s', not at s": [25.0, 12.0],
    "the reward is not discounted: r + γ max": [10.5, 25.0],
    "γ is missing": [21.0, 50.0],
    "terminated is turned round: what is not over goes on": [1.0, 2.0],
    "take the largest value of the next state, not the mean": [8.5, 21.5],
    "the largest next value is not that of the action just taken": [6.0, 17.0],
    "the largest value of each *row*: axis=1": [25.0, 26.0],
    "the largest value of each *row*: axis=1, not axis=0": [25.0, 17.0],
    "`~` turns the bits of whole numbers round: ~0 is -1; use tf.where": [-9.0, -22.0],
    "the reward is missing": [10.0, 24.0],
}
END_MISTAKES = {
    "after the end there is nothing: where terminated, the target is r alone": [11.0, 26.0],
    "terminated is turned round: the *other* rows go on": [1.0, 26.0],
    "where terminated only the value is dropped, the reward still counts": [11.0, 0.0],
    "`~` turns the bits of whole numbers round: ~0 is -1; use tf.where": [-9.0, -46.0],
    "the largest value of each *row*: axis=1": [25.0, 2.0],
    "the reward is not discounted": [10.5, 2.0],
    "γ is missing": [21.0, 2.0],
}
LOSS_MISTAKES = {
    "(N, 1) minus (N,) is (N, N): each step is compared with all targets; give both shape (N,)": 7.5,
    "only the action taken has a target: pick its value, don't correct all of them": 5.75,
    "only the action taken has a target; you compare the largest value": 9.0,
    "the mean over the N steps, not the sum": 13.0,
    "the mean of the *squares*": 2.5,
    "no factor ½ here: the mean of the squares": 3.25,
    "square each difference, then take the mean": 6.25,
    "the mean of the squares, without a root": 2.549510,
    "the values of the actions come from the network that learns": 1.0,
    "`tf.gather` takes whole rows here: batch_dims=1 picks one value of each": 4.25,
    "the rule for the targets is an argument: call targets(…), whatever it is": 4.625,
}
HUBER_MISTAKES = {
    "that is the square, halved: beyond the width the loss is a straight line": 3.25,
    "that is the square of Exercise 8: a line beyond the width, and half of it within": 6.5,
    "beyond the width the line goes on where the square ends: less half of the width": 2.5,
    "the line begins at half of the width, not at the width": 1.5,
    "beyond the width the loss still grows: that is the square of an error that was cut": 0.5,
    "beyond the width the loss still grows: the *slope* is cut, not the error": 1.0,
    "the mean over the N steps, not the sum": 4.0,
}
GRADIENT_MISTAKES = {
    "the gradient runs through the targets: put tf.stop_gradient around them": [
        *[[-0.75, -1.75], [-0.5, 3.0]],
    ],
    "the mean over the N steps, not the sum": [[4.0, 0.0], [0.0, 6.0]],
    "the values of the actions taken only: the others get no gradient": [[1.0, 1.5], [-0.5, 1.5]],
}
LIMIT_MISTAKES = {
    "a pole at the time limit has not fallen: remember `terminated`, not terminated or truncated": [
        *[True, True, False],
    ]
}
SOFT_MISTAKES = {
    "τ is turned round: the target keeps 1 - τ of itself": 2.8,
    "the old weights are kept whole: add τ times the *difference*": 1.3,
    "that was a hard update: τ is not used": 3.0,
    "the difference is network minus target: the target moves *towards* the network": 0.8,
}
EPSILON_MISTAKES = {
    "ε must be asked anew each time: epsilon(done)": [0.0] * 5,
    "ask for ε before acting, with the steps done so far": [0.016, 0.032, 0.048, 0.064, 0.08],
    "count the steps that agent.act returns": [n / 1000 for n in range(80)],
    "act as long as *fewer* than `steps` steps are done": [0.0, 0.016, 0.032, 0.048, 0.064, 0.08],
}
LESSON_MISTAKES = {
    "the agent learns before the memory has `warm_up` steps": ["act", "learn"] * 5,
    "learn when *at least* `warm_up` steps are done, also at exactly `warm_up`": [
        *["act", "act", "act"],
        *["act", "learn", "act", "learn"],
    ],
    "act first, then learn": ["act", "act", "act", "learn", "act", "learn", "act"],
    "the agent never learns: agent.learn()": ["act"] * 5,
}
MARK_MISTAKES = {
    "`done % every == 0` hardly ever happens with leaps: ask whether the next mark is passed": [],
    "evaluate only when another `every` steps are full": [(n, n) for n in range(1, 11)],
    "the first score is due after `every` steps": [(1, 1), (4, 4), (7, 7), (10, 10)],
    "evaluate *after* the lesson": [(4, 3), (7, 6), (10, 9)],
    "stop at the goal: when a score is at least `goal`": [(4, 4), (7, 7), (10, 10)],
}
DOUBLE_MISTAKES = {
    "the roles are exchanged: the learning network chooses, the target network judges": [3.0, 2.0],
    "the action is chosen by the *learning* network (else it is plain DQN), and in s'": [11.0, 2.0],
    "the learning network chooses, but the *target* network judges": [5.5, 2.0],
    "after the end there is nothing: where terminated, the target is r alone": [6.0, 17.0],
    "judge the action in s', not in s": [21.0, 2.0],
    "`tf.gather` takes whole rows here: batch_dims=1 picks one value of each": [
        *[[6.0, 2.0], [21.0, 2.0]],
    ],
}

PARTS = ("state", "action", "reward", "next_state", "terminated")
TOGETHER = (
    "the parts of a row don't belong together: draw the places once, use them in all five arrays"
)
LEARNER_MOVED = "the network that learns must not move: the target network follows it"
TARGET_STANDS = "the target network did not move: use assign on its variables"
TURNED_ROUND = "`over` is turned round: keep the rows of poles that were *not* over"
AFTERWARDS = "leave out the poles that were over *before* this call, not those that are over now"
PICKED_UP = "the rows of poles that were only picked up (over before the step) never happened: leave them out"


def two_steps(kind: type, *, second_ends: bool):
    """Return steps from (1, 0) to (0, 1), action 0, paid 1, and back, action 1, paid 2; tensors."""
    state, reward = np.eye(2, dtype=np.float32), np.array([1.0, 2.0], np.float32)
    ends = np.array([False, second_ends])
    return tensors(kind(state, np.array([0, 1]), reward, state[::-1].copy(), ends))


def two_steps_and_networks(kind: type) -> tuple:
    """Return two networks and two steps, the last of which ends; values 3 and 5, `standing` 1 and 2."""
    networks = Linear([[3, 4], [1, 5]]), Linear([[2, 6], [3, 1]])
    return *networks, two_steps(kind, second_ends=True)


def random_batch(kind: type, draw, n: int, inputs: int, actions: int, ending: float = 0):
    """Return n steps between random states, as arrays; a share of them, `ending`, ends the episode."""
    terminated = draw.permutation(np.arange(n) < ending * n)
    state, next_state = draw.normal(size=(2, n, inputs)).astype(np.float32)
    reward = draw.normal(size=n).astype(np.float32)
    return kind(state, draw.integers(actions, size=n), reward, next_state, terminated)


def tensors(batch):
    """Return a batch whose parts are tensors, or become so in the process that they are sent to."""
    return type(batch)(*map(Sent if check.elsewhere() else tensor, batch))


def tensor(array: np.ndarray):
    """Return an array as a tensor."""
    import tensorflow as tf

    return tf.constant(array)


class Sent:
    """An array that arrives as a tensor: to send it, TensorFlow need not begin here."""

    def __init__(self, array: np.ndarray):
        self.array = array

    def __reduce__(self):
        return tensor, (self.array,)


def standing(network, target_network, batch, gamma):
    """Return targets, shape (n,), by a rule that no exercise asks for; from the target network."""
    import tensorflow as tf

    return gamma * tf.reduce_sum(target_network(batch.next_state), axis=1) - batch.reward


def moving(network, target_network, batch, gamma):
    """Return targets by that rule from the network that learns: here a gradient could leak."""
    return standing(network, network, batch, gamma)


def gradient_found(found):
    """Return the gradient, shape (inputs, actions), of a loss and its gradient."""
    _, slope = check.results(found, "the loss", "its gradient")
    none = (
        "there is no gradient: the loss must be computed from `network(batch.state)`, by TensorFlow"
    )
    check.that(type(slope) is list and len(slope) == 1 and slope[0] is not None, none)
    return slope[0]


def called_compiled(compiled, function, arguments: Sequence, told: str):
    """Return what a function returns when `compiled` calls it; fail as told if it can't be compiled."""
    try:
        return compiled(function, *arguments)
    except TimeoutError:
        raise
    except Exception as error:
        raise check.CheckFailed(told, got=type(error).__name__) from None


def examine_compiled(compiled, function, arguments: Sequence, plain) -> None:
    """Check that a function, called by `compiled`, returns what it does without being compiled."""
    told = (
        "it works here, but not when TensorFlow compiles it, as it does in training: "
        "use TensorFlow's functions (tf.where, tf.reduce_max, …), not numpy's, and no .numpy()"
    )
    found = called_compiled(compiled, function, arguments, told)
    check.close(found, plain, "compiled, it does not return what it does here", tolerance=1e-4)


def actions_chosen(choose, Q, epsilon: float, rng) -> np.ndarray:
    """Return the actions that choose(Q, epsilon, rng) takes, shape (n,), after a look at their kind."""
    (rows, k), before = Q.shape, Q[:50].copy()
    actions = check.array(choose(Q, epsilon, rng), "the actions", (rows,))
    check.that(actions.dtype.kind in "iu", "actions are whole numbers", got=f"{actions.dtype}")
    inside = bool(((actions >= 0) & (actions < k)).all())
    check.that(inside, f"actions go from 0 to {k - 1}", got=f"{actions.min()} to {actions.max()}")
    check.unchanged(Q[:50], before, "Q")
    return actions


def ranks(choose, best, k: int, epsilon: float, rng, n: int = 4_000) -> np.ndarray:
    """Return actions in n rows with that best one: 0 where it was taken, then 1, and so on."""
    rows = np.arange(n)
    Q = rng.normal(size=(n, k))
    Q[rows, best] = 9
    return (check.array(choose(Q, epsilon, rng), "the actions", rows.shape) - best) % k


def numbered_steps(kind: type, numbers):
    """Return steps whose every part tells their number; state: shape (n, 2)."""
    i = np.asarray(numbers)
    state = np.stack([i, -i], axis=1).astype(np.float32)
    return kind(state, i % 3, (i / 4).astype(np.float32), 2 * state, i % 2 == 1)


def write(memory, kind: type, *batches: Sequence[int]) -> None:
    """Add numbered steps to a memory, then use their arrays for something else: step 0 all over."""
    for numbers in batches:
        steps = numbered_steps(kind, numbers)
        memory.add(steps)
        for part in steps:
            part[...] = 0


def numbers_drawn(memory, n: int, rng) -> list:
    """Draw n numbered steps; check that their parts belong together; return their numbers."""
    *parts, flag = check.results(memory.sample(n, rng), *PARTS)
    shapes = ((n, 2), (n,), (n,), (n, 2))
    parts = [check.array(p, name, s) for p, name, s in zip(parts, PARTS, shapes, strict=False)]
    numbers = np.round(4 * parts[2]).astype(int)
    *right, ended = numbered_steps(lambda *rows: rows, numbers)
    for part, expected in zip(parts, right, strict=True):
        check.close(part, expected, TOGETHER, tolerance=1e-6)
    flag = np.asarray(flag)
    check.that(flag.shape == (n,), "terminated needs one entry a row", got=f"shape {flag.shape}")
    kept = "each part keeps its kind: actions are whole numbers, terminated True or False"
    kinds = f"{parts[1].dtype} and {flag.dtype}"
    check.that(parts[1].dtype.kind in "iu" and flag.dtype == bool, kept, got=kinds)
    lost = "the sampled `terminated` are all False: write and return that part as well"
    check.that(bool(flag.any()) or not ended.any(), lost)
    check.equal(flag.astype(bool), ended, TOGETHER)
    return numbers.tolist()


def followed(collect, script: Script) -> tuple:
    """Collect along a script; return the five parts remembered, the next states, which are over."""
    states, actions, rewards, terminated, truncated = script
    memory, returned = RememberAll(), []
    envs = ScriptedPoles(states[1:], rewards, terminated, truncated)
    over = np.zeros(actions.shape[1], dtype=bool)
    for t, action in enumerate(actions):
        found = collect(envs, states[t].copy(), over.copy(), action.copy(), memory)
        returned.append(check.results(found, "the next states", "which are over"))
        over = terminated[t] | truncated[t]
    check.equal(envs.done, actions.tolist(), "each action is played, once: envs.step(action)")
    check.that(bool(memory.batches), "nothing was remembered: memory.add(Batch(…))")
    kept = [np.concatenate([np.asarray(b[i]) for b in memory.batches]) for i in range(5)]
    return kept, *zip(*returned, strict=True)


def examine_kept(kept: Sequence, right: Sequence, pushes: int) -> None:
    """Check the five parts remembered; right[4] is None where a limit was met, which is not judged.

    pushes: how many rows there would be with those of poles that were only picked up.
    """
    fake = {PICKED_UP: [pushes] * 5, TURNED_ROUND: [pushes - len(right[4])] * 5}
    counts = [len(part) for part in kept]
    check.equal(counts, [len(right[4])] * 5, "how many steps to remember", mistakes=fake)
    swapped = {"state and next state are exchanged": right[3]}
    swapped[AFTERWARDS] = np.c_[[0, 1, 3, 4, 6, 7, 8, 9]]  # of two_poles
    for name, part, expected in zip(PARTS[:4], kept, right, strict=False):
        told, mistakes = f"the {name} of each step remembered", swapped if name == "state" else {}
        check.close(part.astype(float), expected, told, mistakes=mistakes, tolerance=1e-6)
    judged = [flag is not None for flag in right[4]]
    flags = [flag for flag in right[4] if flag is not None]
    check.equal(kept[4].astype(bool)[judged], flags, "which steps terminated")


def examine_over(over: Sequence, right: Sequence) -> None:
    """Check which episodes are over after each step; right: True or False, shape (T, n)."""
    for now in over:
        kind = type(now) is np.ndarray and now.dtype == bool
        check.that(kind, "which are over: an array of True and False")
    both = "an episode is over when it is terminated *or* truncated: return both together"
    check.equal(np.stack(over), right, both)


def examine_marks(agent, scores: list, right: Sequence, marks: Sequence[tuple]) -> None:
    """Check the scores, and how many acts and lessons there had been at each; the last one ends it."""
    told = "evaluate each time another `every` steps are full, and stop at the goal"
    hint = "so many acts and lessons before each evaluation; 16 steps an act, every 50"
    check.equal(agent.marks, list(marks), told, mistakes=MARK_MISTAKES, hint=hint)
    acts = agent.events("act")
    check.equal(len(acts), marks[-1][0], "act until `steps` steps are done or the goal is reached")
    check.that(type(scores) is list, "return the scores as a list")
    check.equal(scores, list(right), "the scores, in order")
