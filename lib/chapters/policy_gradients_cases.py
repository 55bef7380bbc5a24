"""What the checks of the policy-gradient chapter need: stand-ins, and what mistakes lead to."""

from collections.abc import Callable

import numpy as np

from lib import check
from lib.chapters.policy_gradients_scripts import Asked, ScriptedLearner, ScriptedPonds

PLAYED = "states", "actions", "rewards", "playing"
DOUBLE = "by numpy, whose floats have 16 digits; networks of keras and TensorFlow have 7"
DIALS = {"∇W1": (4, 5), "∇b1": (5,), "∇W2": (5, 1), "∇b2": (1,)}


def _rows(text: str) -> np.ndarray:
    """Return an array from rows such as "1 0.5 / -2 0"."""
    return np.array([[float(number) for number in row.split()] for row in text.split("/")])


def flags(*rows: str) -> np.ndarray:
    """Return rows of 1 and 0 as an array of True and False, shape (rows, letters of a row)."""
    return np.array([list(row) for row in rows]) == "1"


def pairs(actions, count: int) -> list[int]:
    """Return two pushes a row as one number: 0 left left, 1 left right, 2 right left, 3 right right.

    actions: integers, shape (count, 2).
    """
    hint = "return integers, LEFT (0) or RIGHT (1), one for each entry of p_left"
    rows = check.array(actions, "the array of actions", (count, 2), hint)
    if rows.dtype.kind != "i" or rows.min() < 0 or rows.max() > 1:
        for push in rows.ravel().tolist():
            check.integer(push, "each action", 0, 1, hint)
    return (rows @ [2, 1]).tolist()


def alternating(states: np.ndarray) -> np.ndarray:
    """Return pushes that tell the pond and the moment: 0 where their sum is even, else 1."""
    return (states[:, 0] + states[:, 1]).astype(int) % 2


def played(play_episodes: Callable, ponds: ScriptedPonds, T: int, act=alternating) -> tuple:
    """Return the states, actions, rewards and playing that `play_episodes` noted on scripted ponds."""
    asked = Asked(act, ponds)
    found = check.results(play_episodes(ponds, asked, T), *PLAYED)
    told = "ask act once before each step, and keep what it says in a variable"
    check.equal(asked.before, list(range(len(ponds.done))), told)
    all_ponds = "act is asked for the actions of all ponds at once, also of those that are over"
    check.that(set(asked.rows) == {ponds.num_envs}, all_ponds, got=f"{asked.rows} states")
    again = "with a seed, each lesson would begin in the same states: call reset without one"
    check.that(ponds.seeds == [None] * ponds.resets, again)
    return found


def rehearsed(reinforce: Callable, lessons, *script_of) -> tuple:
    """Return a scripted learner of these lessons, and what `reinforce` returned.

    lessons: rewards, shape (k, T, n). script_of: the factor and names of `ScriptedLearner`.
    """
    script = ScriptedLearner(lessons, *script_of)
    return script, reinforce(script, script.play, script.weigh, script.learn, len(lessons))


def steady(network):
    """Set the dials so that h = (1, …, 1) and P(left) = 0.8 in every state; return the network."""
    W2 = np.array([[1.0], [0], [0], [0], [0]])
    network.set_weights([np.zeros((4, 5)), np.ones(5), W2, np.array([np.log(4) - 1])])
    return network


def scores(score: Callable, network) -> tuple:
    """Return ln π of a push left and of one right in state [1, -2, 0, 3]; and the two gradients."""
    state = np.float32([1, -2, 0, 3])
    try:
        both = [score(network, state.copy(), action) for action in (0, 1)]
    except AttributeError as error:  # what TensorFlow says of a number that numpy computed
        numpy_made = (
            "ln π must come from TensorFlow: what numpy computes leaves no trace on the tape"
        )
        check.that("_id" not in str(error), numpy_made, got=str(error))
        raise
    return tuple(zip(*(check.results(x, "log_pi", "gradient") for x in both), strict=True))


def three_steps() -> tuple:
    """Return states, actions and weights of three steps: LEFT, RIGHT, LEFT, weighing 1, -2, 0.5."""
    states = np.float32([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0]])
    return states, np.array([0, 1, 0]), np.float32([1, -2, 0.5])


def first_unit(gradient) -> np.ndarray:
    """Return a gradient by the dials of the first hidden unit and by b2: W1 (four), b1, W2, b2."""
    hint = "no part may be None: watch the network on the tape"
    parts = zip(check.results(gradient, *DIALS), DIALS.items(), strict=True)
    W1, b1, W2, b2 = (check.array(part, name, shape, hint) for part, (name, shape) in parts)
    return np.concatenate([W1[:, 0], b1[:1], W2[0], b2])


# What typical mistakes lead to in the small cases of the checks: explanation to wrong result.

RULE_MISTAKES = {
    "you push away from where the pole leans: it falls faster": [1, 0, 0, 1],
    "the angle is column 2; you look at the position": [1, 0, 1, 1],
    "the angle is column 2; you look at the velocity": [0, 1, 1, 1],
    "the angle is column 2; you look at the angular velocity": [1, 0, 0, 0],
    "return integers, LEFT (0) or RIGHT (1), not True and False": [False, True, True, False],
    "that is the third row: the angle is the third *column*": [1, 1, 1, 0],
    "that is one action for all: return an action for each row": 0,
}
SNAPSHOT_MISTAKES = {
    "drop the last axis, which has length 1: one number for each state": [[0.317726], [0.924142]],
    "that is ReLU: ELU is exp(x) - 1 where x is negative, not 0": [0.622459, 0.924142],
    "ELU is exp(x) - 1 where x is negative: the - 1 is missing": [0.774825, 0.924142],
    "the hidden layer lacks its ELU": [0.182426, 0.924142],
    "the hidden layer has ELU; the sigmoid comes last only": [0.738441, 0.876762],
    "the last step is missing: the sigmoid makes z a probability": [-0.764241, 2.5],
    "that is P(right): the output is the probability of LEFT": [0.682274, 0.075858],
    "the bias b1 of the hidden unit is missing": [0.258508, 0.817574],
    "the bias b2 of the output is missing": [0.220245, 0.880797],
}
_ALWAYS = "no coin is thrown, or one coin decides for all: throw a fresh one for each entry"
COIN_MISTAKES = {
    "P(left) and P(right) are swapped: LEFT has probability p_left": [0.32, 0.48, 0.08, 0.12],
    "the coin is not fair: p_left is ignored": [0.25, 0.25, 0.25, 0.25],
    "one coin decides for all in a row: throw a fresh one for each entry": [0.2, 0, 0.4, 0.4],
    _ALWAYS: [1, 0, 0, 0],
    f"{_ALWAYS} ": [0, 1, 0, 0],
    f"{_ALWAYS}  ": [0, 0, 1, 0],
    f"{_ALWAYS}   ": [0, 0, 0, 1],
}
PLAYING_MISTAKES = {
    "the last step of an episode still counts: stop running *after* noting it": flags(
        "111", "011", "010", "000", "000"
    ),
    "whoever has ended stays out: a new episode of that pond is not yours": flags(
        "111", "111", "011", "110", "101"
    ),
    "nobody ever stops running: look at terminated and truncated": flags(*["111"] * 5),
    "an episode ends when it is truncated, too": flags("111", "111", "011", "010", "010"),
    "an episode ends when it is terminated, too": flags("111", "111", "111", "111", "101"),
    "nobody was noted as playing: note it at each step": flags(*["000"] * 5),
}
EARNED_MISTAKES = {
    "rewards of a pond's next episode leaked into this one: they are 0 when nobody is running": _rows(
        "1 2 3 / 4 5 6 / 7 8 9 / 10 11 12 / 0 0 0"
    ),
    "the last step of an episode still pays: note the rewards before you see who stops": _rows(
        "1 2 3 / 0 5 6 / 0 8 0 / 0 0 0 / 0 0 0"
    ),
}
MOMENT_MISTAKES = {
    "note the state *before* the step, the one the action was chosen in": [1, 2, 3, 4],
}
LOG_MISTAKES = {
    "P(left) and P(right) are swapped: the network's output is the probability of LEFT": [
        -1.609438,
        -0.223144,
    ],
    "after RIGHT the probability of what was done is not that of LEFT": [-0.223144, -0.223144],
    "after LEFT the probability of what was done is not that of RIGHT": [-1.609438, -1.609438],
    "that is the probability: take its logarithm": [0.8, 0.2],
    "the sign is turned: no minus here, we climb": [0.223144, 1.609438],
}
SLOPE_MISTAKES = {
    "the sign is turned: the score points to where ln π grows": _rows(
        "-0.2 0.4 0 -0.6 -0.2 -0.2 -0.2 / 0.8 -1.6 0 2.4 0.8 0.8 0.8"
    ),
    "P(left) and P(right) are swapped: the network's output is the probability of LEFT": _rows(
        "-0.8 1.6 0 -2.4 -0.8 -0.8 -0.8 / 0.2 -0.4 0 0.6 0.2 0.2 0.2"
    ),
    "after RIGHT the probability of what was done is not that of LEFT": _rows(
        "0.2 -0.4 0 0.6 0.2 0.2 0.2 / 0.2 -0.4 0 0.6 0.2 0.2 0.2"
    ),
    "that is the gradient of the probability: take its logarithm": _rows(
        "0.16 -0.32 0 0.48 0.16 0.16 0.16 / -0.16 0.32 0 -0.48 -0.16 -0.16 -0.16"
    ),
}
RETURNS_MISTAKES = {
    "you discount forwards: G_t is made of what comes *after* step t": [10, 5, -47.5],
    "that is the discounted sum of the *past*: run backwards": [10, 10, -2.5],
    "G_t discounts from step t on, not from the start of the episode": [-2.5, -12.5, -12.5],
    "the discount is missing": [-40, -50, -50],
    "that is the return of the whole episode at every step": [-2.5, -2.5, -2.5],
    "G_t begins with the reward of step t itself": [-25, -50, 0],
    "fractions are cut off: store the returns in an array of floats": [-2, -25, -50],
    "returns leak from one episode into the next: each column is an episode of its own": _rows(
        "0 20 / -20 20 / -40 0"
    ),
    "returns leak between the episodes: each column is an episode of its own": _rows(
        "14.375 8.75 / -2.5 -5 / -50 0"
    ),
    "the order is turned: the first return belongs to the first step": [-50, -25, -2.5],
    "that is the return of the first step: return one for each step": -2.5,
    "you look one step ahead only: γ times the *return* of the step after": [10, -25, -50],
}
_EACH = "you normalise each episode by itself: a bad episode gets as much praise as a good one"
_ENDED = "steps after the end of an episode enter the mean or the spread: take returns[playing]"
NORMALISE_MISTAKES = {
    _EACH: [[0.980581, 1], [0.392232, -1], [-1.372813, 0]],
    f"{_EACH} ": [[0.980581, 1.089082], [0.392232, 0.236757], [-1.372813, 0]],
    f"{_EACH}  ": _rows("0.980581 1.089082 / 0.392232 0.236757 / -1.372813 -1.325838"),
    _ENDED: [[0.127775, 1.661079], [-0.063888, 0.511101], [-0.638877, 0]],
    f"{_ENDED} ": [[-0.191663, 1.341641], [-0.383326, 0.191663], [-0.958315, 0]],
    f"{_ENDED}  ": [[0.166667, 2.166667], [-0.083333, 0.666667], [-0.833333, 0]],
    "divide by the standard deviation, too": [[-1, 7], [-2, 1], [-5, 0]],
    "divide by the standard deviation, not by the variance": _rows(
        "-0.0625 0.4375 / -0.125 0.0625 / -0.3125 0"
    ),
    "divide by the number of steps, not one less: np.std without ddof": _rows(
        "-0.223607 1.565248 / -0.447214 0.223607 / -1.118034 0"
    ),
    "subtract the mean first": [[2.25, 4.25], [2, 2.75], [1.25, 0]],
    "steps that were not played weigh 0": [[-0.25, 1.75], [-0.5, 0.25], [-1.25, -2.5]],
    "compare with the whole lesson, not with the steps of one moment": [[-1, 1], [-1, 1], [0, 0]],
}
SPREAD_MISTAKES = {
    "steps that were not played weigh 0": [[0, 0], [0, -7]],
    "steps after the end of an episode enter the mean: take returns[playing]": _rows(
        "0.57735 0.57735 / 0.57735 0"
    ),
    "divide by the standard deviation, too": [[100, -100], [-100, 100]],
    "divide by the standard deviation, not by the variance": [[0.01, -0.01], [-0.01, 0.01]],
}
GRADIENT_MISTAKES = {
    "the sign is turned: the optimiser goes downhill, so the loss needs a minus": [1.9],
    "that is the gradient of the mean: take the sum, the number of steps varies": [-0.6333333],
    "sign turned, and a mean where the sum is meant": [0.6333333],
    "P(left) and P(right) are swapped: the network's output is the probability of LEFT": [1.6],
    "the weights psi are missing": [0.4],
    "the sum runs over all pairs of rows: psi and ln π must have one shape": [-0.2],
    "that is the gradient by b2 of the probability: take its logarithm": [-0.56],
    "after RIGHT the probability of what was done is not that of LEFT": [0.1],
    "the weights psi and the minus are missing": [-0.4],
}
STORY_MISTAKES = {
    "you play every lesson with the first weights: take a fresh snapshot each time": (
        "play 0, learn 1000, play 0, learn 3000, play 0, learn 5000"
    ),
    "one lesson an iteration: you play more often": (
        "play 0, play 0, learn 3000, play 1, play 1, learn 1000, play 2, play 2, learn 5000"
    ),
    "you learn from every lesson twice: its steps belong to the old dials by then": (
        "play 0, learn 1000, learn 1000, play 2, learn 3000, learn 3000, "
        "play 4, learn 5000, learn 5000"
    ),
    "nothing is learned: call learn(states, actions, psi)": "play 0, play 0, play 0",
    "learn from each lesson, not only from the last": "play 0, play 0, play 0, learn 5000",
    "you learn from the bare rewards: weigh them first": (
        "play 0, learn 1, play 1, learn 3, play 2, learn 5"
    ),
    "weigh takes the rewards first, and then which steps were played": (
        "play 0, learn 1000, play 1, learn 1000, play 2, learn 1000"
    ),
    "learn from the weights psi, not from playing": (
        "play 0, learn 1, play 1, learn 1, play 2, learn 1"
    ),
    "learn takes states, actions and weights, in this order": (
        "play 0, learn 1, play 1, learn 0, play 2, learn 1"
    ),
}
TOTALS_MISTAKES = {
    "sum over time (axis 0), one total for each episode": [[3, 1], [4, 4], [6, 1]],
    "the total of an episode, not its mean": [[1, 1], [2.5, 1.5], [2.5, 1]],
    "one number for each episode, not one for the lesson": [4, 8, 7],
    "those are numbers of steps: sum the rewards": [[2, 1], [2, 2], [1, 2]],
    "return a row for each lesson, not all totals in one": [2, 2, 5, 3, 5, 2],
    "the rewards are not added up: sum them over time": [
        [[1, 2], [1, 0]],
        [[3, 1], [2, 2]],
        [[5, 1], [0, 1]],
    ],
}
WHOLE_MISTAKES = {
    "steps that were not played weigh 0": [[-22, 26], [-22, 26], [-22, 26]],
    "that is the reward-to-go: every step of an episode weighs the same here": _rows(
        "-22 26 / -40 20 / -50 0"
    ),
    "G_0 is the return of the first step, not of all steps added": _rows(
        "-112 46 / -112 46 / -112 0"
    ),
    "one weight for each episode, not one for the lesson": [[4, 4], [4, 4], [4, 0]],
    "G_0 is the return of the first step, not a mean": _rows(
        "-37.3333333333 15.3333333333 / -37.3333333333 15.3333333333 / -37.3333333333 0"
    ),
    "every step of an episode weighs the same: repeat the row": [-22, 26],
}
BASELINE_MISTAKES = {
    "only episodes that are still playing enter the mean of a step": _rows(
        "3 -3 0 / 3 -3 0 / 4.333333 -1.666667 0 / 2.666667 0 0 / 0 0 0"
    ),
    "the mean runs over the episodes at one step, not over the steps of one episode": _rows(
        "2 1 0.5 / 1 0 -0.5 / 0 -1 0 / -3 0 0 / 0 0 0"
    ),
    "that is one mean for the whole lesson: take one for each step": _rows(
        "4 -2 1 / 3 -3 0 / 2 -4 0 / -1 0 0 / 0 0 0"
    ),
    "steps that were not played have advantage 0": _rows(
        "3 -3 0 / 3 -3 0 / 3 -3 -4 / 0 -4 -4 / 0 0 0"
    ),
    "the sign is turned: the return less what is usual": _rows(
        "-3 3 0 / -3 3 0 / -3 3 0 / 0 0 0 / 0 0 0"
    ),
    "that is the baseline: subtract it from the returns": _rows(
        "6 6 6 / 5 5 5 / 4 4 0 / 4 0 0 / 0 0 0"
    ),
    "the mean of the others: the episode itself counts, too": _rows(
        "4.5 -4.5 0 / 4.5 -4.5 0 / 6 -6 0 / 0 0 0 / 0 0 0"
    ),
}
