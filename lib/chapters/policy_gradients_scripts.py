"""Stand-ins that the checks of the policy-gradient chapter lend: ponds, a learner, two networks in one."""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check


class ScriptedPonds:
    """A vector environment whose episodes end when the script says so; then the next ones begin.

    lengths: steps of each environment's first episode. Episodes end terminated, truncated, terminated,
    both at once, and so on from environment to environment. rewards: shape (T, n), paid whatever is
    done. A state is (environment, moment, 1 in the first episode and 2 later, mark); marks: shape
    (T + 1, n), 0 if there are none. What was done is noted in `resets`, `seeds` and `done`.
    """

    __lent__ = ("num_envs", "reset", "step")

    def __init__(
        self, lengths: Sequence[int], rewards: np.ndarray, marks: np.ndarray | None = None
    ):
        self.num_envs, self.lengths = len(lengths), np.array(lengths)
        self.rewards, self.t = np.array(rewards, dtype=float), 0
        nothing = np.zeros((len(self.rewards) + 1, self.num_envs))
        self.marks = nothing if marks is None else np.array(marks)
        self.resets, self.seeds, self.done = 0, [], []

    def reset(self, *, seed=None, options=None):
        """Begin the first episodes."""
        self.t, self.resets = 0, self.resets + 1
        self.seeds.append(seed)
        return self._states(), {}

    def step(self, actions):
        """Return states, rewards, terminated, truncated and info of the next moment."""
        rewards = self.rewards[self.t].copy()
        self.done.append(np.array(actions).tolist())
        self.t += 1
        over = self.t == self.lengths
        way = np.arange(self.num_envs) % 4
        return self._states(), rewards, over & (way != 1), over & (way % 2 == 1), {}

    def _states(self) -> np.ndarray:
        later = np.where(self.t > self.lengths, 2, 1)
        moment = np.full(self.num_envs, self.t)
        columns = [np.arange(self.num_envs), moment, later, self.marks[self.t]]
        return np.stack(columns, axis=1).astype(np.float32)


class ScriptedLearner:
    """A network, a pond and a teacher in one, who note the order of events instead of learning.

    rewards: shape (lessons, T, n). Each call of `learn` makes a new version of the weights; names:
    what the weights of each version are full of, 0, 1, 2, … if not given. factor: what `weigh`
    multiplies rewards by. `diary` holds (event, number) pairs: "played" with the name of the
    weights, "learned" with the weight of the first step.
    """

    __lent__ = ("get_weights",)

    def __init__(self, rewards: np.ndarray, factor: float = 1000, names: Sequence[float] = ()):
        self.rewards, self.version, self.batch = np.array(rewards, dtype=float), 0, 0
        self.factor, self.names = factor, names
        self.diary, self.wrong, self.last = [], [], ()

    def get_weights(self) -> list[np.ndarray]:
        """Return weights that tell their version."""
        known = self.version < len(self.names)
        name = self.names[self.version] if known else self.version
        return [np.full((2, 2), float(name)), np.zeros(2)]

    def play(self, weights):
        """Return the next batch of the script: states, actions, rewards, playing."""
        self.diary.append(("played", float(np.ravel(weights[0])[0])))
        rewards = self.rewards[self.batch % len(self.rewards)].copy()
        self.batch += 1
        states = np.full((*rewards.shape, 4), self.batch, dtype=np.float32)
        actions = (np.arange(rewards.size).reshape(rewards.shape) + self.batch) % 2
        self.last = states, actions, rewards, np.abs(rewards) > 0
        return tuple(part.copy() for part in self.last)

    def weigh(self, rewards, playing):
        """Return the rewards times the factor."""
        if not all(map(np.array_equal, (rewards, playing), self.last[2:])):
            self.wrong.append("weigh takes the rewards, and then which steps were played")
        return self.factor * np.asarray(rewards)

    def story(self) -> str:
        """Return what happened, in order; fail if `weigh` or `learn` was called in a wrong way."""
        check.that(not self.wrong, self.wrong[0] if self.wrong else "")
        verbs = {"played": "play", "learned": "learn"}
        return ", ".join(f"{verbs[event]} {number:g}" for event, number in self.diary)

    def learn(self, states, actions, psi) -> None:
        """Note a lesson."""
        if np.shape(states) != (*np.shape(psi), 4) or np.shape(actions) != np.shape(psi):
            self.wrong.append("learn takes states, actions and weights, in this order")
        elif not np.array_equal(states, self.last[0]):
            self.wrong.append("you learn from a batch that was not played last")
        elif not np.array_equal(actions, self.last[1]):
            self.wrong.append("you learn from other actions than those that were played")
        self.diary.append(("learned", float(np.ravel(psi)[0])))
        self.version += 1


class Asked:
    """Act as somebody else does, and note before which steps of the ponds that was asked for."""

    __lent__ = ("__call__",)

    def __init__(self, act: Callable, ponds):
        self.act, self.ponds, self.before, self.rows = act, ponds, [], []

    def __call__(self, states) -> np.ndarray:
        """Return the actions in these states."""
        self.before.append(len(self.ponds.done))
        self.rows.append(len(states))
        return self.act(np.asarray(states))


class Crowd:
    """Several networks of the chapter's kind in one, which share nothing: P(left), shape (s, N, 1).

    weights: W1, shape (s, 4, units), b1, (s, 1, units), W2, (s, units, 1), and b2, (s, 1, 1).
    """

    __slots__ = ("__weakref__", "_variables", "weights")  # compiled functions keep weak references

    def __init__(self, weights):
        self.weights = [np.array(part, dtype=np.float32) for part in weights]
        if not check.elsewhere():  # who only sends it needs no variables: TensorFlow takes a while
            self.__setstate__(self.weights)

    def __getstate__(self):
        return self.weights

    def __setstate__(self, weights):
        import keras

        self.weights, self._variables = weights, [keras.Variable(part) for part in weights]

    @property
    def trainable_variables(self) -> list:
        """Return W1, b1, W2 and b2, like a keras network."""
        return self._variables

    trainable_weights = variables = trainable_variables

    def __call__(self, states, training=False):
        """Return P(left) of states, shape (s, N, 4)."""
        import tensorflow as tf

        W1, b1, W2, b2 = self._variables
        hidden = tf.nn.elu(tf.matmul(tf.cast(states, tf.float32), W1) + b1)
        return tf.sigmoid(tf.matmul(hidden, W2) + b2)
