"""What the checks of the chapter on planning need for its lessons: short games, tiny models, and what mistakes give."""

from typing import NamedTuple

import numpy as np


class Game(NamedTuple):
    """What was noted of one game of T moves; states have a row more, for where it ended.

    states: (T + 1, 4). actions, rewards: (T,). policies: (T, 2). terminated: whether Peter fell; if
    not, the game was cut off.
    """

    states: np.ndarray
    actions: np.ndarray
    rewards: np.ndarray
    policies: np.ndarray
    terminated: bool


class Lesson(NamedTuple):
    """Moments to learn from, each with what followed it: row by row a moment, column by column a step.

    states (n, steps + 1, 4), actions and rewards (n, steps), targets (n, steps + 1), policies
    (n, steps + 1, 2), inside and known (n, steps + 1).
    """

    states: np.ndarray
    actions: np.ndarray
    rewards: np.ndarray
    targets: np.ndarray
    policies: np.ndarray
    inside: np.ndarray
    known: np.ndarray


# What typical mistakes give in the small cases of the checks: explanation to wrong result.
LATER, PAID = [[0.882351, 1, 0], [1, 0, 0.666662]], [-0.125, 0.125]
LATER_MISTAKES = {
    "the layers compute the *change*: add it to the hidden numbers": [
        *[[1.0, 1.0, 0], [0.666658, 0, 1.0]],
    ],
    "the new hidden numbers are to be scaled": [[2.5, 3.0, -1.25], [1.0, -0.5, 0.5]],
    "first the sum, then scaled": [[1.0, 1.5, 1.0], [1.666658, 0, 1.25]],
    "max(0, …) is missing after `step`": [[0.882351, 1.0, 0], [0.666662, 0, 1.0]],
    "first the hidden numbers, then the one-hot row": [[0, 0, 1.0], [1.0, 1.0, 0]],
    "the 1 stands in the place of the action: (1, 0) is action 0": [
        [0, 1.0, 0.25],
        [1.0, 0.272727, 0],
    ],
    "an action is no quantity: its one-hot row, not its number": [
        [0.53846, 1.0, 0],
        [1.0, 0, 0.249999],
    ],
    "an action is no quantity: action 0 must not be all zeros": [
        [0.53846, 1.0, 0],
        [1.0, 0.272727, 0],
    ],
    "an action is no quantity: for action 0 there is a 1, too": [
        [0.53846, 1.0, 0],
        [1.0, 0, 0.666662],
    ],
}
PAID_MISTAKES = {"the reward comes from the layer between, after max(0, …)": [-0.125, -0.125]}
CUT_MISTAKES = {
    "the game was cut off: what comes after its last move is worth the last value": [6, 4, 4],
    "after n rewards comes the value of where they lead": [2, 4, 4],
    "the value comes n steps later: γ to the power of n": [10, 20, 20],
    "near the end there are fewer rewards, and the value comes sooner: γ to the power of m": [
        6,
        12,
        12,
    ],
    "that value is one step too early": [8, 8, 12],
    "the value comes later: discount it as well": [18, 36, 36],
    "a moment's first reward is that of its own move": [8, 12, 16],
    "where fewer than n rewards are left, the last value still counts": [6, 12, 4],
    "the last of the values is that of where the game was cut off": [6, 8, 12],
    "later rewards count less, by another γ for each step": [7, 14, 20],
    "that is one step: n rewards, then the value": [13, 10, 20],
    "n rewards, not one more": [7, 12, 20],
}
FALL_MISTAKES = {
    "after a fall comes nothing: no value of where Peter lies": [6, 12, 20],
    "a value n steps ahead counts as long as that is *before* the fall": [2, 4, 4],
    "the move that ends in a fall has a reward, too": [6, 2, 0],
    "nothing comes after a fall, for every moment whose n steps reach it": [6, 12, 4],
}
WINDOW_MISTAKES = {
    "beyond the end is `beyond`, not the last number again": [
        [5.5, 6, 7, 7],
        [6, 7, 7, 7],
        [7, 7, 7, 7],
    ],
    "beyond the end is `beyond`, not the beginning again": [
        [5.5, 6, 7, 5.5],
        [6, 7, 5.5, 6],
        [7, 5.5, 6, 7],
    ],
    "beyond the end is `beyond`, which need not be 0": [[5.5, 6, 7, 0], [6, 7, 0, 0], [7, 0, 0, 0]],
    "a window begins with its own moment": [[6, 7, -1, -1], [7, -1, -1, -1], [-1, -1, -1, -1]],
    "a window goes on to later moments": [
        [5.5, -1, -1, -1],
        [6, 5.5, -1, -1],
        [7, 6, 5.5, -1],
    ],
    "the windows hold what x holds, not whole numbers: dtype=x.dtype": [
        [5, 6, 7, -1],
        [6, 7, -1, -1],
        [7, -1, -1, -1],
    ],
}
_FELL, _BOTH = [[1, 1, 1], [1, 1, 1]], [[1, 1, 0], [1, 0, 0]]
LESSON_MISTAKES = {
    "actions": {"beyond the end stands action 0": [[1, 1], [1, 1]]},
    "rewards": {
        "whoever lies on the ice gets nothing: 0 beyond the end": [[2, 3], [3, 3]],
        "the reward of a move stands in its own column": [[3, 0], [0, 0]],
    },
    "targets": {
        "beyond the end the target is 0, not the last one again": [[0.75, 0.5, 0.5], [0.5] * 3]
    },
    "policies": {
        "there is nothing to choose beyond the end: 0, not a uniform policy": [
            *[[[0.25, 0.75], [0.625, 0.375], [0.5, 0.5]], [[0.625, 0.375], [0.5, 0.5], [0.5, 0.5]]],
        ],
    },
    "inside": {
        "inside the game are its moves, nothing beyond: there is no policy to learn": _FELL,
    },
    "known": {
        "known beyond the end: after a fall, yes (nothing, for ever); after a cut, nobody knows": _BOTH,
        "after a cut nobody knows what would have come: a cut is no fall": _FELL,
    },
}
GUESS_LOSS = [2.063262, 1.25, 0.0]
GUESS_MISTAKES = {
    "the cross entropy has a minus in front": [0.436738, 1.25, 0],
    "what is not known does not count: multiply by `known`": [2.063262, 1.25, 15.3125],
    "the policy counts where it is `inside`, the value where it is `known`": [2.063262, 0, 0],
    "guesses at step k: column k": [1.063262, 1.375762, 4.689428],
    "the value's error counts SCALE times": [0.875762, 0.0625, 0],
    "the *logarithm* of the guessed probabilities: log_softmax": [0.75, 1.25, 0],
    "ln p, not the preferences themselves: log_softmax": [1.25, 1.25, 0],
    "the *square* of the value's error": [5.813262, 5.0, 0],
    "log_softmax over the two actions of each moment": [3.135362, 1.25, 0],
    "the policy to learn is a share for each action, not only the best one": [1.563262, 1.25, 0],
    "the sum over the actions, not their mean": [1.656631, 1.25, 0],
    "the whole square of the value's error, not half of it": [1.438262, 0.625, 0],
}
UNROLL_LOSS, UNROLL_SLOPES = 25.716394, [65.953972, 0.707881, -3.909219, 40.728516, 0.566691]
UNROLL_MISTAKES = {
    "later guesses and all moves have a share of 1/K": 29.94051,
    "the first guess counts whole; only the later ones have a share of 1/K": 14.970255,
    "later guesses have a share of 1/K": 29.430622,
    "moves have a share of 1/K": 26.226282,
    "the errors of the moves are missing": 25.206507,
    "Peter looks once, and then dreams: represent belongs before the loop": 24.581879,
    "after the last move comes one more guess: k from 0 to steps": 25.136265,
    "the hidden numbers go on as they are; only their slope is halved": 24.695372,
    "the mean over the moments, not the sum": 77.149178,
    "the move is judged by the *new* hidden numbers": 25.718267,
    "move k has action k": 24.048948,
    "each move has its own action, that of its column": 26.708961,
    "move k has action k, not the one before": 24.707882,
    "move k has the reward and the state of its own column: move_loss(…, lesson, k)": 25.521408,
}
SLOPE_MISTAKES = {
    "nothing was halved: hidden / 2 + tf.stop_gradient(hidden) / 2": [
        *[66.222092, 1.554567, -8.403153, 40.728516, 0.566691],
    ],
    "half of the slope is to go on, not nothing": [
        65.773399,
        -0.007487,
        -0.041667,
        40.728516,
        0.566691,
    ],
    "halve *after* the move's error was added": [
        65.963249,
        0.717728,
        -3.872109,
        40.728516,
        0.566691,
    ],
    "what was seen is not halved, only what was dreamed": [
        *[65.182045, 0.707881, -3.909219, 40.728516, 0.566691],
    ],
    "no slope of the guesses comes back: TensorFlow's functions, not NumPy's": [
        *[1.386882, 0.027913, -0.142578, 0.889648, 0],
    ],
    "halve once for each step": [65.852745, 0.333783, -1.897145, 40.728516, 0.566691],
    "halve the slope, and let the number itself stay": [
        *[65.400681, -0.489647, -3.705414, 39.299824, 0.564986],
    ],
}


def small_weights() -> dict:
    """Return weights of dynamics with three hidden numbers and two in the layer between."""
    step = [[1, -1], [2, 0], [0, 2], [1, 0], [-2, 1]]
    return {
        "step": (np.float32(step), np.float32([0.5, -0.5])),
        "change": (np.float32([[1, 0, -1], [0, 2, 0]]), np.float32([0, -0.5, 0.25])),
        "reward": (np.float32([[0.5], [-1]]), np.float32([0.125])),
    }


def weights_drawn(draw, width: int) -> dict:
    """Return weights of dynamics with so many hidden numbers, drawn at random."""
    sizes = {"step": (width + 2, 6), "change": (6, width), "reward": (6, 1)}
    return {
        name: (
            draw.normal(size=size).astype(np.float32),
            draw.normal(size=size[1]).astype(np.float32),
        )
        for name, size in sizes.items()
    }


def short_game(fell: bool) -> Game:
    """Return a game of two moves that ended in a fall, or was cut off."""
    states = np.arange(12, dtype=np.float32).reshape(3, 4)
    policies = np.float32([[0.25, 0.75], [0.625, 0.375]])
    return Game(states, np.array([1, 1]), np.float32([2, 3]), policies, fell)


def random_game(draw, T: int, fell: bool) -> Game:
    """Return a game of T moves, drawn at random."""
    return Game(
        draw.normal(size=(T + 1, 4)).astype(np.float32),
        draw.integers(2, size=T),
        draw.random(T).astype(np.float32),
        draw.dirichlet([1, 1], size=T).astype(np.float32),
        fell,
    )


def short_lesson(name: str, fell: bool) -> list:
    """Return a part of what that game of two moves teaches, with targets 0.75 and 0.5, over two steps."""
    return {
        "actions": [[1, 1], [1, 0]],
        "rewards": [[2, 3], [3, 0]],
        "targets": [[0.75, 0.5, 0], [0.5, 0, 0]],
        "policies": [
            [[0.25, 0.75], [0.625, 0.375], [0, 0]],
            [[0.625, 0.375], [0, 0], [0, 0]],
        ],
        "inside": [[1, 1, 0], [1, 0, 0]],
        "known": [[1, 1, 1], [1, 1, 1]] if fell else [[1, 1, 0], [1, 0, 0]],
    }[name]


def three_moments() -> Lesson:
    """Return two steps from three moments: in the middle, a move before a fall, a move before a cut."""
    states = np.zeros((3, 3, 4), np.float32)
    states[..., 0] = [[0.5, 0.25, 1], [-1, 0, 0], [2, 0, 0]]
    policies = np.zeros((3, 3, 2), np.float32)
    policies[0] = [[0.25, 0.75], [0.5, 0.5], [0.875, 0.125]]
    policies[1:, 0] = [[0.75, 0.25], [0.125, 0.875]]
    return Lesson(
        states,
        np.array([[1, 0], [0, 0], [1, 0]]),
        np.float32([[0.5, 0.25], [0.125, 0], [0.75, 0]]),
        np.float32([[0.5, 0.75, 0.25], [0.125, 0, 0], [0.5, 0, 0]]),
        policies,
        np.float32([[1, 1, 1], [1, 0, 0], [1, 0, 0]]),
        np.float32([[1, 1, 1], [1, 1, 1], [1, 0, 0]]),
    )


def random_lesson(draw, n: int, steps: int) -> Lesson:
    """Return n moments and so many steps from each; some games end on the way."""
    length = draw.integers(1, steps + 3, size=n)[:, None]
    inside = (np.arange(steps + 1) < length).astype(np.float32)
    known = np.maximum(inside, draw.random((n, 1)) < 0.5).astype(np.float32)
    return Lesson(
        draw.normal(size=(n, steps + 1, 4)).astype(np.float32),
        draw.integers(2, size=(n, steps)),
        draw.random((n, steps)).astype(np.float32) * inside[:, :steps],
        draw.random((n, steps + 1)).astype(np.float32) * inside,
        (draw.dirichlet([1, 1], size=(n, steps + 1)) * inside[..., None]).astype(np.float32),
        inside,
        known,
    )


def guesses() -> tuple[np.ndarray, np.ndarray]:
    """Return preferences and values that are guessed for three moments."""
    return np.float32([[0.5, -0.5], [0, 1], [2, 0]]), np.float32([0.5, 0.25, 0.875])


class TinyModel:
    """A model of five numbers that works for arrays and tensors alike; what is hidden is one number."""

    def __init__(self, numbers):
        self.numbers = numbers

    def represent(self, states):
        """Return what is hidden, shape (n, 1): a multiple of the first of the four numbers."""
        return self.numbers[0] * states[:, :1]

    def dynamics(self, hidden, actions):
        """Return what is hidden one step later, and the rewards."""
        _, b, c, d, _ = self.numbers
        return b * hidden + c * actions[:, None], d * hidden[:, 0]

    def heads(self, hidden):
        """Return preferences and values."""
        *_, d, e = self.numbers
        first, second = np.float32([[1, 0]]), np.float32([[0, 1]])
        return e * hidden * first - hidden * second, d * hidden[:, 0]


FIVE = [0.75, 0.5, -0.25, 1.25, 0.5]
