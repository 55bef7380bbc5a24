"""What the checks of the chapter on pixels need: small pictures, stand-ins, and what mistakes give."""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check
from lib.plain import show

FRAME = 400, 600, 3
NOTED = "seen", "actions", "rewards", "terminated", "truncated", "real"

# What typical mistakes give in the small cases of the checks: explanation to wrong result.
CART_MISTAKES = {
    "look for what is *dark*, below 128": [299, 299],
    "dark in all three colours: pure red is not": [75, 294],
    "that is the cart's first column: take the middle of first and last": [100, 501],
    "that is the cart's last column: take the middle of first and last": [150, 589],
    "that is the number of dark columns, not their place": [51, 89],
}
PATCH_MISTAKES = {
    "white is 0 and black is 1: take 1 minus grey / 255": [0.4, 0.298039, 1.0],
    "the darkness goes from 0 to 1: divide grey by 255": [153.0, 179.0, 0.0],
    "the eye has a weight for each colour: not their mean": [0.6, 0.666667, 0.0],
    "red and blue are exchanged: gymnasium's frames are RGB, not BGR": [0.6, 0.886275, 0.0],
    "each pixel is the *mean* of a block: interpolation=cv2.INTER_AREA": [1.0, 0.701961, 0.0],
}
LOOK_MISTAKES = {
    "the change is the patch *minus* the one before": [[[0.5, 2.0], [0.25, 0.0], [0.0, -3.0]]],
    "the change must be multiplied by GAIN": [[[0.5, -0.5], [0.25, 0.0], [0.0, 0.75]]],
    "first the patch, then the change": [[[-2.0, 0.5], [0.0, 0.25], [3.0, 0.0]]],
    "the patch itself is not multiplied by GAIN": [[[2.0, -2.0], [1.0, 0.0], [0.0, 3.0]]],
    "the sign of a change tells the direction: no absolute value": [
        *[[[0.5, 2.0], [0.25, 0.0], [0.0, 3.0]]],
    ],
    "beside the change stands the patch of *now*": [[[1.0, -2.0], [0.25, 0.0], [-0.75, 3.0]]],
}
SIX_TARGETS = [[3.0, 0], [4, 1], [5, 2], [3, -1], [5, 1], [5, 3]]
MARKOV_MISTAKES = {
    "weights are fitted on the first half, and judged on the second": [1.0, 1.0],
    "the constant 1 is missing among the inputs": [-4.325, 0.75],
    "that is what is *not* explained: take 1 minus it": [0.375, 0.25],
    "ȳ is the mean of the second half": [0.666667, 0.75],
}
SIX_PICTURES = [[[[1.0, 0]], [[1, 1]]], [[[1, 0]], [[0, 1]]], [[[0, 1]], [[0, 1]]]]
EMPTY_MISTAKES = {
    "what came and what went cancel in a sum: ask whether *every* pixel is the same": 2 / 3,
    "where an episode began, the two patches are of different episodes: leave those out": 0.5,
    "both of the duck's mistakes are still there": 0.75,
    "`began` is turned round: keep the changes within an episode": 1.0,
}
MEMORY_MISTAKES = {
    "the newest comes first": [[11, 21], [10, 20], [13, 23]],
    "the others move back by one place": [[13, 23], [11, 21], [10, 20]],
    "the oldest is forgotten, not the newest": [[13, 23], [11, 21], [11, 21]],
    "nothing has begun: the older ones stay": [[13, 23], [13, 23], [13, 23]],
}
BEGAN_MISTAKES = {
    "where an episode began, what is remembered is of another one: fill all places": [
        *[[13, 23], [12, 22], [11, 21]],
    ],
    "`began` is turned round": [[13, 23], [13, 22], [13, 21]],
    "only the poles that began forget": [[13, 23], [13, 23], [13, 23]],
    "after a beginning all places hold the first patch, not zeros": [[13, 23], [12, 0], [11, 0]],
}
CONVOLUTION_MISTAKES = {
    "the bias is missing": [[6.0, 8.0], [12.0, 14.0]],
    "the kernel is not turned round, whatever mathematicians do": [[2.5, 4.5], [8.5, 10.5]],
    "the bias is added once, not for each pixel of the window": [[8.0, 10.0], [14.0, 16.0]],
    "rows are rows and columns columns: the window is turned": [[6.5, 12.5], [8.5, 14.5]],
}
TWO_LOOKS = [
    [[[2.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [1.0, 0.0]]],
    [[[0.0, 0.0], [0.0, 4.0]], [[1.0, 0.0], [0.0, 0.0]]],
]
MIRROR_MISTAKES = {
    "the preference is the *difference*, picture minus mirror image": [[3.0, 5.0], [12.0, 18.0]],
    "picture *minus* mirror image, not the other way round": [[1.0, -3.0], [12.0, 18.0]],
    "the value is the *sum* of the two second numbers": [[-1.0, 3.0], [0.0, 2.0]],
    "left and right change places, so turn the columns, not the rows": [[0.0, 0.0], [12.0, 27.0]],
    "the first number is the preference, the second the value": [[0.0, 2.0], [3.0, 5.0]],
    "the value is the sum, not the mean": [[-1.0, 3.0], [6.0, 9.0]],
    "the value has two parts, of the picture and of its mirror image": [[-1.0, 3.0], [6.0, 10.0]],
}
ADVANTAGE_MISTAKES = {
    "γ is missing in the surprise: r + γ v(next) - v": [5.625, 6.5, 2.0],
    "each later surprise counts γλ less: both factors": [4.0, 4.0, 0.0],
    "each later surprise counts less: γλ is missing": [6.0, 4.0, 0.0],
    "the value of now is missing: r + γ v(next) - v": [9.25, 9.0, 4.0],
    "these are surprises, not their sum": [2.0, 4.0, 0.0],
    "that is the target: the advantage plus the value": [8.0, 8.0, 4.0],
    "begin at the end, and carry what comes later to the front": [2.0, 4.5, 1.125],
}
END_MISTAKES = {
    "after a fall there is no next value": [3.0, 4.0, 4.0],
    "nothing is carried over from the next episode": [2.75, 3.0, 4.0],
    "at the limit the pole still stands: only a fall sets the next value to 0": [2.5, 2.0, 4.0],
    "an end, by a fall or by the limit, carries nothing over": [3.25, 5.0, 4.0],
}
LOSS_MISTAKES = {
    "of the two the *smaller* counts, and the ratio is clipped: tf.minimum, tf.clip_by_value": -0.25,
    "a loss is made *small*: the gain has a minus": 1.95,
    "half the square of the critic's error": 1.8,
    "the mean over the steps, not the sum": 1.1,
    "the critic's part is missing": -0.7,
    "the ratio is the new probability by the old: exp(log_p - old_log_p)": 1.25,
    "the ratio is e to the difference of the logarithms": 0.556853,
}
EXAM_MISTAKES = {
    "each pole plays its first episode and no other": [4, 4, 4],
    "an episode ends when it is terminated *or* truncated": [2, 4, 4],
    "the last step of an episode counts as well": [1, 3, 2],
    "that is one step too many": [3, 5, 4],
}


def frame_of(first: int, last: int, row: int) -> np.ndarray:
    """Return a white frame with a cart from column first to last around a row, and dark things elsewhere."""
    frame = np.full(FRAME, 255, dtype=np.uint8)
    frame[row - 5 : row + 5, first : last + 1] = 40
    frame[row - 40 : row - 30, 20:60] = 0
    frame[:, 0, 1:] = 0  # pure red, not dark
    return frame


def three_marks() -> np.ndarray:
    """Return a white frame with six black pixels, a red block and a black pixel outside of the patch."""
    frame = np.full(FRAME, 255, dtype=np.uint8)
    frame[166:171, 268:271] = 0  # 15 of the 25 pixels of the first block
    frame[281:286, 328:333] = (255, 0, 0)  # the whole last block
    frame[165, 268:333] = frame[286, 268:333] = 0
    frame[166:286, 267] = frame[166:286, 333] = 0
    return frame


def marks(patch, shape: tuple[int, int]) -> list[float]:
    """Return the first and the last pixel of a patch and the darkest of all others."""
    told = f"the patch, {shape[0]} rows and {shape[1]} columns"
    patch = check.array(patch, told, shape).astype(float)
    others = patch.ravel()[1:-1]
    return [float(patch[0, 0]), float(patch[-1, -1]), float(np.abs(others).max())]


def pictures(numbers: Sequence) -> np.ndarray:
    """Return pictures of one row and two columns, the number and ten times it; shape (…, 1, 2)."""
    numbers = np.asarray(numbers, dtype=float)
    return np.stack([numbers, 10 * numbers], axis=-1)[..., None, :]


def numbers_of(remembered, shape: tuple) -> list:
    """Return the numbers of such pictures, after a look at their shape and at whether they are whole."""
    found = check.array(remembered, "the memory", (*shape, 1, 2))
    whole = "whole patches are remembered: a place holds one picture, not parts of two"
    check.close(found[..., 0, 1], 10 * found[..., 0, 0], whole, tolerance=1e-6)
    return found[..., 0, 0].tolist()


def linear(seen: np.ndarray) -> np.ndarray:
    """Return two numbers for each picture, shape (n, 2): a network that is no network."""
    seen = np.asarray(seen, dtype=float)
    across = np.arange(seen.shape[2])[:, None]
    down = np.arange(1, seen.shape[1] + 1)[:, None, None]
    return np.stack(
        [(seen * across).sum((1, 2, 3)), (seen * down * (across + 1)).sum((1, 2, 3))], 1
    )


class ScriptedPoles:
    """A vector environment of n poles that notes what is done and follows a script.

    terminated, truncated: True or False, shape (T, n). What is seen is a picture of one row and two
    columns that tells pole and moment; what is paid tells them too. `done` notes actions.
    """

    __lent__ = ("num_envs", "reset", "step")

    def __init__(self, terminated, truncated):
        self.terminated, self.truncated = np.array(terminated), np.array(truncated)
        self.num_envs, self.t = self.terminated.shape[1], 0
        self.done, self.seeds = [], []

    def reset(self, *, seed=None, options=None):
        """Begin the first episodes."""
        self.t = 0
        self.seeds.append(seed)
        return self.seen(0), {}

    def step(self, actions):
        """Return pictures, rewards, terminated, truncated and info of the next moment."""
        self.done.append(np.array(actions).tolist())
        now = min(self.t, len(self.terminated) - 1)
        self.t += 1
        over = self.terminated[now].copy(), self.truncated[now].copy()
        return self.seen(self.t), self.paid(now), *over, {}

    def seen(self, t: int) -> np.ndarray:
        """Return what is seen at a moment, shape (n, 1, 2)."""
        return pictures(100 * t + np.arange(self.num_envs))

    def paid(self, t: int) -> np.ndarray:
        """Return what is paid for the step that begins at a moment."""
        return t + np.arange(self.num_envs) / 8


class ScriptedEye:
    """An eye that notes when it was told that an episode began, and adds a half to what it sees."""

    __lent__ = ("__call__",)

    def __init__(self):
        self.looked = []

    def __call__(self, patches, began):
        """Return what is seen: the patches plus ½."""
        patches = np.asarray(patches, dtype=float)
        self.looked.append((patches.ravel()[::2].tolist(), np.asarray(began).astype(bool).tolist()))
        return patches + 0.5


def pushes(seen) -> np.ndarray:
    """Return pushes that tell what was seen: 1 where moment plus pole is odd."""
    number = np.round(np.asarray(seen)[:, 0, 0] - 0.5).astype(int)
    return (number // 100 + number % 100) % 2


def played(play: Callable, poles: ScriptedPoles, over: Sequence[bool], T: int) -> tuple:
    """Return the eye, the six parts that were noted, what is seen at the end and which are over."""
    eye = ScriptedEye()
    first = poles.seen(0) + 0.5
    found = play(poles, eye, pushes, first, np.array(over), T)
    notes, seen, ended = check.results(found, "the notes", "what is seen", "which are over")
    return eye, check.results(notes, *NOTED), seen, ended


def examine_notes(notes: Sequence, seen, script: ScriptedPoles) -> None:
    """Check what was seen, done and paid in each step, and what is seen at the end."""
    T, n = script.terminated.shape
    looks = np.stack([script.seen(t) + 0.5 for t in range(T + 1)])
    looked = check.array(notes[0], "what was seen", (T, n, 1, 2))
    late = {"note what was seen *before* the push": looks[1:]}
    check.close(looked, looks[:-1], "what was seen in each step", mistakes=late)
    actions = check.array(notes[1], "the pushes", (T, n))
    check.equal(actions, [pushes(look).tolist() for look in looks[:-1]], "the push of each step")
    paid = check.array(notes[2], "the rewards", (T, n))
    check.close(paid, [script.paid(t) for t in range(T)], "what was paid in each step")
    bare = {"what is seen comes from the eye: eye(patches, over)": looks[-1] - 0.5}
    check.close(seen, looks[-1], "what is seen at the end", mistakes=bare)


def examine_ends(eye, notes, seen, ended, script: ScriptedPoles, before: Sequence[bool]) -> None:
    """Check which steps ended and were real, what the eye was told, and which are over at the end."""
    over = script.terminated | script.truncated
    began = np.vstack([[before], over[:-1]]).astype(bool)
    kinds = "terminated", script.terminated, "truncated", script.truncated
    for place, name, right in ((3, *kinds[:2]), (4, *kinds[2:])):
        check.equal(_flags(notes[place], name), right.tolist(), f"which steps were {name}")
    mistakes = {
        "`real` is turned round: real are the steps of poles that were *not* over": began.tolist(),
        "a step is not real if the pole was over *before* it; the last one of an episode is": (
            ~over
        ).tolist(),
    }
    real = _flags(notes[5], "real")
    check.equal(real, (~began).tolist(), "which steps were real", mistakes=mistakes)
    told = [row for _, row in eye.looked]
    late = {"began are those that were over *before* the step: tell the eye first": over.tolist()}
    what = "for which poles the eye was told that an episode began"
    check.equal(told, began.tolist(), what, mistakes=late)
    both = "over are those that terminated *or* truncated in the last step"
    check.equal(_flags(ended, "over"), over[-1].tolist(), both)


def _flags(value, name: str) -> list:
    flags = np.asarray(value)
    check.that(flags.dtype == bool, f"{name}: an array of True and False", got=show(value))
    return flags.tolist()


def three_episodes() -> ScriptedPoles:
    """Return poles whose first episodes end after 2, 4 and 3 steps, by fall, fall and limit."""
    falls, limits = np.zeros((2, 5, 3), dtype=bool)
    falls[1, 0] = falls[3, 1] = limits[2, 2] = falls[3, 0] = True
    return ScriptedPoles(falls, limits)


def examine_exam(script: ScriptedPoles, eye: ScriptedEye, seed: int) -> None:
    """Check that poles were reset once, pushed by what was seen, and the eye told of beginnings."""
    check.equal(script.seeds, [seed], "reset the poles once, with the seed")
    n = script.num_envs
    acted = [[(t + i) % 2 for i in range(n)] for t in range(len(script.done))]
    check.equal(script.done, acted, "act on what the eye sees now")
    over = script.terminated | script.truncated
    began = np.vstack([np.ones(n, bool), np.zeros(n, bool), over])[: len(eye.looked)]
    told = [row for _, row in eye.looked]
    check.equal(told, began.tolist(), "for which poles the eye was told that an episode began")
