"""The pictures of the deep Q-network chapter, and stand-ins for networks, poles and agents."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lib import check
from lib.pictures.plots import ARM, FAINT, INK, METHOD, SMALL, Picture, card

NETWORK, TABLE = METHOD["DQN"], METHOD["Q-learning"]
COMPILED_CALLS = 3  # a function that works on values instead of variables works in the first one


def scene() -> Picture:
    """Draw one row of a Q table and one slice through a network, fitted to the same few moments."""
    figure, (left, right) = card(
        8.2, 3.2, 2, "The same forty moments, remembered twice", sharey=True
    )
    rng = np.random.default_rng(4)
    fine = np.linspace(-12, 12, 400)
    angle = np.concatenate([rng.normal(-3, 2.2, 28), rng.uniform(-1, 11, 12)])
    worth = _slice(angle) + rng.normal(0, 2.5, 40)
    edges = np.linspace(-12, 12, 13)
    for axis, caption in (
        (left, "a table: one number a box, grey: never seen"),
        (right, "a network: one curve, an opinion everywhere"),
    ):
        axis.scatter(angle, worth, s=15, color=FAINT, alpha=0.6, lw=0)
        axis.set(xlabel="angle [degrees]", xlim=(-12, 12), ylim=(0, 62))
        axis.set_title(caption, **SMALL)
    for low, high in pairwise(edges):
        inside = (low <= angle) & (angle < high)
        if inside.any():
            left.plot([low, high], [worth[inside].mean()] * 2, color=TABLE, lw=3)
        else:
            left.axvspan(low, high, color=FAINT, alpha=0.12, lw=0)
    basis = np.exp(-(((angle[:, None] - edges) / 5) ** 2))
    weights = np.linalg.solve(basis.T @ basis + 0.3 * np.eye(len(edges)), basis.T @ worth)
    right.plot(fine, np.exp(-(((fine[:, None] - edges) / 5) ** 2)) @ weights, color=NETWORK, lw=3)
    left.set_ylabel("value of a push")
    return Picture(
        figure, "Left: a staircase with gaps. Right: a smooth curve through the same dots."
    )


def surface(panels: Mapping[str, np.ndarray], *, title: str) -> Picture:
    """Draw the value of the better push over angle and angular velocity; a line where both are equal.

    panels: caption to Q, shape (velocities, angles, 2), at the states of `skating.leaning`.
    """
    figure, axes = card(8.2, 3.3, columns=len(panels), title=title, sharey=True)
    axes = np.atleast_1d(axes)
    extent = (-12, 12, -2, 2)
    top = max(np.max(Q) for Q in panels.values())
    for axis, (caption, Q) in zip(axes, panels.items(), strict=True):
        how = {"origin": "lower", "extent": extent, "aspect": "auto", "interpolation": "bilinear"}
        image = axis.imshow(Q.max(axis=2), cmap="YlGnBu_r", vmin=0, vmax=top, **how)
        gap = Q[..., 1] - Q[..., 0]
        if gap.min() < 0 < gap.max():
            axis.contour(gap, levels=[0], extent=extent, colors=[ARM[0]], linewidths=2)
            for text, where in (("left", gap < 0), ("right", gap > 0)):
                y, x = np.argwhere(where).mean(axis=0) / (np.array(gap.shape) - 1)
                style = {"color": ARM[0], "fontweight": "bold", "ha": "center", "fontsize": 9.5}
                axis.text(24 * x - 12, 4 * y - 2, text, **style)
        axis.grid(visible=False)
        axis.set(xlabel="angle [degrees]", xticks=(-12, -6, 0, 6, 12), yticks=(-2, -1, 0, 1, 2))
        axis.set_title(caption, **SMALL)
    axes[0].set_ylabel("angular velocity [rad/s]")
    bar = figure.colorbar(image, ax=axes, fraction=0.05, pad=0.01)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelcolor=INK, labelsize=9)
    return Picture(figure, f"{title}. Values over angle and angular velocity: {', '.join(panels)}.")


def rates(calls: Mapping[str, float], *, title: str) -> Picture:
    """Draw how many calls a second each way of asking manages, on a logarithmic axis."""
    figure, axis = card(8.2, 0.42 * len(calls) + 1.1, title=title)
    rows = np.arange(len(calls))
    axis.barh(rows, list(calls.values()), height=0.62, color=NETWORK, alpha=0.85)
    for row, rate in zip(rows, calls.values(), strict=True):
        axis.text(rate * 1.15, row, f"{rate:,.0f}", va="center", color=INK, fontsize=9.5)
    axis.set(xscale="log", xlabel="calls a second (logarithmic)", yticks=rows)
    axis.set_xlim(1, 6 * max(calls.values()))
    axis.set_yticklabels(calls)
    axis.invert_yaxis()
    axis.tick_params(axis="y", length=0)
    axis.grid(visible=False)
    return Picture(figure, f"{title}. Calls a second: {', '.join(calls)}.")


def remembered(rows: Sequence[tuple], *, title: str) -> Picture:
    """Draw what a memory holds of one pole, a line a row.

    rows: (step, angle, reward, angle of the next state, terminated) each.
    """
    figure, axis = card(6.6, 0.27 * len(rows) + 1.0, title=title)
    names = ("step", "angle before", "reward", "angle after", "terminated")
    places = (0.09, 0.33, 0.5, 0.74, 0.98)
    axis.set(xlim=(0, 1), ylim=(len(rows) - 0.4, -1.5), xticks=[], yticks=[])
    axis.spines["bottom"].set_visible(False)
    axis.grid(visible=False)
    for x, name in zip(places, names, strict=True):
        axis.text(x, -0.95, name, ha="right", color=FAINT, fontsize=9)
    for y, (step, angle, reward, later, terminated) in enumerate(rows):
        texts = (f"{step}", f"{angle:+.3f}", f"{reward:.0f}", f"{later:+.3f}", f"{terminated}")
        for x, text in zip(places, texts, strict=True):
            axis.text(x, y, text, ha="right", va="center", color=INK, family="monospace", size=9.5)
    return Picture(figure, f"{title}. {len(rows)} rows of a replay memory.")


def study(
    panels: Mapping[str, Mapping[str, Sequence[float]]], *, title: str, ylabel: str
) -> Picture:
    """Draw one panel a hyper-parameter: the mean of each value, a band from lowest to highest seed.

    panels: hyper-parameter to value (as text) to the results of all seeds.
    """
    widths = {"width_ratios": [len(values) + 0.4 for values in panels.values()]}
    figure, axes = card(8.2, 3.1, len(panels), title, sharey=True, gridspec_kw=widths)
    for axis, (name, values) in zip(axes, panels.items(), strict=True):
        runs = np.array(list(values.values()))
        places = np.arange(len(runs))
        axis.fill_between(
            places, runs.min(axis=1), runs.max(axis=1), color=NETWORK, alpha=0.13, lw=0
        )
        for seed in runs.T:
            axis.plot(places, seed, ".", color=NETWORK, alpha=0.55, markersize=5)
        axis.plot(places, runs.mean(axis=1), "o-", color=NETWORK, linewidth=2, markersize=5)
        axis.set_xticks(places, list(values), fontsize=8)
        axis.set_xlim(-0.45, len(runs) - 0.55)
        axis.set_title(name, **{**SMALL, "loc": "center", "color": INK})
    axes[0].set(ylabel=ylabel, ylim=(0, None))
    return Picture(figure, f"{title}. {ylabel} by {', '.join(panels)}.")


class Linear:
    """The smallest network: its values are the states times a matrix, shape (inputs, actions).

    Where states are rows of the identity matrix, it is a table. Its variable is made with it, and a
    copy in another process has one of its own: inside a compiled function it would be too late. Who only
    sends it has none: TensorFlow takes a while to begin with.
    """

    __slots__ = ("__weakref__", "_variable", "matrix")  # compiled functions keep weak references

    def __init__(self, matrix):
        self.matrix = np.array(matrix, dtype=np.float32)
        if not check.elsewhere():
            self.__setstate__(self.matrix)

    def __getstate__(self):
        return self.matrix

    def __setstate__(self, matrix):
        import tensorflow as tf

        self.matrix, self._variable = matrix, tf.Variable(matrix)

    @property
    def trainable_variables(self) -> list:
        """Return the one variable in a list, like a keras network."""
        return [self._variable]

    trainable_weights = variables = weights = trainable_variables

    def __call__(self, states, training=False):
        """Return the values of all actions, a tensor of shape (n, actions)."""
        import tensorflow as tf

        return tf.matmul(tf.cast(states, tf.float32), self._variable)


def tiny_network(seed: int, hidden: Sequence[int] = (3,)):
    """Return a keras network of 23 numbers: 4 inputs, 3 hidden units (or other layers), 2 actions.

    The notebook gives it a name in the process of the networks that are to be updated there.
    """
    import keras

    first = keras.initializers.HeUniform(seed=seed)
    layers = [keras.layers.Dense(units, "relu", kernel_initializer=first) for units in hidden]
    return keras.Sequential([keras.Input((4,)), *layers, keras.layers.Dense(2)])


def compiled_call(function, *args):
    """Call a function COMPILED_CALLS times, compiled once by TensorFlow, as in training.

    Return its last result.
    """
    import tensorflow as tf

    compiled, result = tf.function(function), None
    for _ in range(COMPILED_CALLS):
        result = compiled(*args)
    return result


class Script(NamedTuple):
    """What n poles will do in T steps, whatever is done to them."""

    states: np.ndarray  # (T + 1, n, inputs)
    actions: np.ndarray  # (T, n)
    rewards: np.ndarray  # (T, n)
    terminated: np.ndarray  # (T, n), True or False
    truncated: np.ndarray  # (T, n), True or False


def two_poles() -> Script:
    """Return five steps; state t of pole p is 2t + p. Pole 0 falls in step 2, pole 1 is cut off in 3."""
    states = np.arange(12, dtype=np.float32).reshape(6, 2, 1)
    actions = np.array([[0, 1], [1, 0], [1, 1], [0, 0], [1, 0]])
    rewards = np.array([[1, 1], [1, 1], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
    falls, cut = np.zeros((2, 5, 2), dtype=bool)
    falls[1, 0] = cut[2, 1] = True
    return Script(states, actions, rewards, falls, cut)


def three_poles(*, both: bool = False) -> Script:
    """Return one step: the first of three poles falls, the second is cut off, the third goes on.

    both: the third falls and is cut off at once.
    """
    states = np.arange(6, dtype=np.float32).reshape(2, 3, 1)
    falls, cut = np.array([[[True, False, both]], [[False, True, both]]])
    return Script(states, np.array([[0, 1, 1]]), np.ones((1, 3), np.float32), falls, cut)


def random_script(draw, T: int, n: int) -> Script:
    """Return a script in which poles fall, are cut off, and are picked up again; three numbers a state."""
    ends = draw.integers(5, size=(T, n))  # 0: falls, 1: is cut off, else goes on
    for t in range(1, T):
        ends[t][ends[t - 1] < 2] = 4  # picked up: nothing can end
    states = draw.normal(size=(T + 1, n, 3)).astype(np.float32)
    rewards = draw.normal(size=(T, n)).astype(np.float32)
    return Script(states, draw.integers(2, size=(T, n)), rewards, ends == 0, ends == 1)


class ScriptedPoles:
    """A vector environment that plays a script, whatever is done; `done` notes what was.

    script: states, shape (T, n, numbers), that each step leads to; rewards, terminated and truncated,
    shape (T, n).
    """

    __lent__ = ("num_envs", "step")  # what whoever collects may use

    def __init__(self, states, rewards, terminated, truncated):
        self.script = [np.array(part) for part in (states, rewards, terminated, truncated)]
        self.num_envs, self.t, self.done = self.script[1].shape[1], 0, []

    def step(self, actions):
        """Return states, rewards, terminated, truncated and info of the next moment."""
        self.done.append(np.array(actions).tolist())
        self.t += 1
        return *(part[self.t - 1].copy() for part in self.script), {}


class RememberAll:
    """A memory that keeps every batch as it came, in `batches`."""

    __lent__ = ("add",)

    def __init__(self):
        self.batches = []

    def add(self, batch) -> None:
        """Keep the five parts of a batch."""
        self.batches.append([np.array(part) for part in batch])


class ScriptedAgent:
    """An agent that plays `poles` steps at a time and writes a diary instead of learning.

    `diary` holds ("act", epsilon), ("learn", 0) and ("evaluate", score) pairs, in order.
    """

    __lent__ = ("act", "evaluate", "learn")

    def __init__(self, poles: int, scores: Sequence[float]):
        self.poles, self.scores, self.diary = poles, list(scores), []

    def act(self, epsilon: float) -> int:
        """Note ε; return how many steps were played."""
        self.diary.append(("act", float(epsilon)))
        return self.poles

    def learn(self) -> None:
        """Note a lesson."""
        self.diary.append(("learn", 0.0))

    def evaluate(self) -> float:
        """Return the next score of the script."""
        number = sum(event == "evaluate" for event, _ in self.diary)
        score = float(self.scores[number % len(self.scores)])
        self.diary.append(("evaluate", score))
        return score

    @property
    def epsilons(self) -> list:
        """Return the ε of each act."""
        return [number for kind, number in self.diary if kind == "act"]

    @property
    def marks(self) -> list:
        """Return how many acts and lessons there had been at each evaluation, a pair each."""
        kinds = [kind for kind, _ in self.diary]
        marks = [place for place, kind in enumerate(kinds) if kind == "evaluate"]
        return [tuple(kinds[:place].count(kind) for kind in ("act", "learn")) for place in marks]

    def events(self, *kinds: str) -> list:
        """Return what happened, in order, of these kinds only."""
        return [kind for kind, _ in self.diary if kind in kinds]


def _slice(angle: np.ndarray) -> np.ndarray:
    return 48 / (1 + np.exp((np.abs(angle + 2) - 7) / 1.6)) + 3
