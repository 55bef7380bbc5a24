"""What the checks of the chapter on recommending say, and how they read what students return.

The names in capitals belong to one check each: its `message`, and under `mistakes` what each typical
mistake leads to, in numbers worked out by hand.
"""

import numpy as np

from lib import check

# Exercise 1
RIDGE = {
    "message": "the weights for guests (1, 0), (0, 2), (1, 0), who paid 3, 4 and 5, and λ = 0.5",
    "mistakes": {
        "λ is missing: add it to the diagonal of XᵀX": (4, 2),
        "λ belongs on the diagonal alone: lam * np.eye(d), not lam": (2.9090909091, 1.4545454545),
        "λ is added to XᵀX, not taken from it": (5.3333333333, 2.2857142857),
        "λ enters as it is, not squared": (3.5555555556, 1.8823529412),
        "sums over the guests, not means; and λ once, not once for each guest": (
            2.2857142857,
            1.4545454545,
        ),
        "this is b: the weights solve A θ = b": (8, 8),
    },
}
NOBODY = "a ware that nobody has seen: with λ its weights are 0, and nothing is divided by the guests"

# Exercise 2
CAME = {
    "message": "the inverses after guests (1, 2) and (3, 0) have come, beside inverses by hand",
    "mistakes": {
        "the denominator is missing: c = w / (1 + w xᵀu)": (
            ((0.25, -0.25), (-0.25, 0)),
            ((-8, 0), (0, 1)),
        ),
        "a guest who comes makes the inverse smaller: subtract c u uᵀ": (
            ((0.6, 0.1), (0.1, 0.35)),
            ((1.9, 0), (0, 1)),
        ),
        "subtract products of u = A⁻¹x, not of x": (
            ((0.1, -0.8), (-0.8, -1.35)),
            ((0.1, 0), (0, 1)),
        ),
        "in the denominator stands xᵀu, not xᵀx": (
            ((0.4583333333, -0.0416666667), (-0.0416666667, 0.2083333333)),
            ((0.1, 0), (0, 1)),
        ),
        "in the denominator stands xᵀu, not uᵀu": (
            ((0.3333333333, -0.1666666667), (-0.1666666667, 0.0833333333)),
            ((0.1, 0), (0, 1)),
        ),
        "in the denominator, 1 is missing: c = w / (1 + w xᵀu)": (
            ((0.3333333333, -0.1666666667), (-0.1666666667, 0.0833333333)),
            ((0, 0), (0, 1)),
        ),
        "A_inv is the inverse of A: to add x xᵀ to it is another thing": (
            ((1.5, 2), (2, 4.25)),
            ((10, 0), (0, 1)),
        ),
        "each stall has a denominator of its own: sum over the features, axis 1, alone": (
            ((0.4782608696, -0.0217391304), (-0.0217391304, 0.2282608696)),
            ((0.2173913043, 0), (0, 1)),
        ),
    },
}
WENT = {
    "message": "the inverses after the same guests are taken back out, weight −1: as they were before",
    "mistakes": {
        "the weight is missing in the denominator: c = w / (1 + w xᵀu)": (
            ((0.425, -0.075), (-0.075, 0.175)),
            ((0.1473684211, 0), (0, 1)),
        ),
        "the weight is missing in the numerator, or its sign: c = w / (1 + w xᵀu)": (
            ((0.3, -0.2), (-0.2, 0.05)),
            ((-0.8, 0), (0, 1)),
        ),
        "the weight isn't used: −1 takes a guest back out": (
            ((0.375, -0.125), (-0.125, 0.125)),
            ((0.0526315789, 0), (0, 1)),
        ),
    },
}

# Exercise 3
CHANCES = {
    "message": "the chances at ε = 0.2: one best ware in the first row, two in the second",
    "mistakes": {
        "ties: all that are best share 1 − ε, not the first alone": (
            (0.05, 0.85, 0.05, 0.05),
            (0.85, 0.05, 0.05, 0.05),
        ),
        "those that are best share 1 − ε: divide by how many they are, in each row": (
            (0.05, 0.85, 0.05, 0.05),
            (0.85, 0.05, 0.85, 0.05),
        ),
        "divide by how many are best in the same row, not in all rows": (
            (0.05, 0.3166666667, 0.05, 0.05),
            (0.3166666667, 0.05, 0.3166666667, 0.05),
        ),
        "the best of each row: axis=1, not of all rows": (
            (0.05, 0.05, 0.05, 0.05),
            (0.45, 0.05, 0.45, 0.05),
        ),
        "any ware can be drawn when exploring, the best included": (
            (0.0666666667, 0.8, 0.0666666667, 0.0666666667),
            (0.4, 0.1, 0.4, 0.1),
        ),
        "ε is inverted: the best share 1 − ε": (
            (0.2, 0.4, 0.2, 0.2),
            (0.3, 0.2, 0.3, 0.2),
        ),
        "each ware gets ε/K, not ε": ((0.2, 1, 0.2, 0.2), (0.6, 0.2, 0.6, 0.2)),
        "the best ware has the largest score": (
            (0.05, 0.05, 0.05, 0.85),
            (0.05, 0.05, 0.05, 0.85),
        ),
        "ε isn't used": ((0, 1, 0, 0), (0.5, 0, 0.5, 0)),
        "only the best wares are left: each also gets its ε/K": (
            (0, 0.8, 0, 0),
            (0.4, 0, 0.4, 0),
        ),
    },
}

# Exercise 4
MEANS = {
    "message": "the means at two stalls with two wares",
    "mistakes": {
        "each stall has its own guest: theta of stall n goes with x of stall n": (
            (5, -2),
            (3, 3),
        ),
    },
}
WIDTHS = {
    "message": "the standard deviations √(xᵀA⁻¹x) at two stalls with two wares",
    "mistakes": {
        "take the root": ((8, 7), (2.5, 4.25)),
        "A_inv is multiplied by x from both sides, also off its diagonal": (
            (2.8284271247, 2.2360679775),
            (1.5811388301, 2.0615528128),
        ),
        "xᵀA⁻¹x, with A_inv as it is: it is the inverse already": (
            (2.0615528128, 2),
            (0.5270462767, 0.5153882032),
        ),
    },
}

# Exercise 5. The shares are integrals over the densities: nothing is drawn for them.
AS_LIKELY = {
    "message": "each ware as often as its draw is the largest: means 1, 0.5, 0; widths 0.2, 1, 2; v = 0.5",
    "mistakes": {
        "v isn't used: the deviation is v times the width": (0.477589, 0.243753, 0.278658),
        "v enters once, not squared": (0.952424, 0.024497, 0.023079),
        "the deviation is v times the width: rng.normal takes it, not the variance": (
            0.62513,
            0.229602,
            0.145268,
        ),
        "the width is a deviation already: don't square it": (0.581651, 0.116688, 0.301216),
        "the width is a deviation already: don't take its root": (0.752213, 0.169233, 0.078555),
        "one draw for each ware, not one for each guest": (0.866803, 0, 0.133198),
        "nothing is drawn: that is the largest mean": (1, 0, 0),
        "nothing is drawn: that is the largest upper bound": (0, 1, 0),
        "the largest of the draws, not the smallest": (0.00036, 0.269, 0.7306),
    },
}

# Exercise 6
KEPT_UP = "λ must not fade: (1 − γ) λ on the diagonal makes up for it"
FADED = {
    "message": "A after fading by γ = 0.5, with λ = 1",
    "mistakes": {
        KEPT_UP: (((1.5, 0.5), (0.5, 1)), ((0.5, 0), (0, 0.5))),
        "of λ only what has faded is put back, (1 − γ) λ": (
            ((2.5, 0.5), (0.5, 2)),
            ((1.5, 0), (0, 1.5)),
        ),
        "(1 − γ) λ stands on the diagonal alone: times np.eye(d)": (
            ((2, 1), (1, 1.5)),
            ((1, 0.5), (0.5, 1)),
        ),
        "A must fade as well": (((3, 1), (1, 2)), ((1, 0), (0, 1))),
        "(1 − γ) λ is added to all of A, and then everything fades": (
            ((1.75, 0.5), (0.5, 1.25)),
            ((0.75, 0), (0, 0.75)),
        ),
    },
}
FADED_B = {
    "message": "b after fading by γ = 0.5",
    "mistakes": {
        "b fades with A, or a ware grows dearer as its guests are forgotten": ((4, -2), (0, 0)),
        "λ belongs to A alone": ((2.5, -0.5), (0.5, 0.5)),
    },
}

# Exercise 7
FIRST_STEP = {
    "message": "the first step, from weights 0, where every chance is ½",
    "mistakes": {
        "the step goes downhill: w minus H⁻¹g": (-0.4444444444, 0.8888888889),
        "divide by the curvature: solve H s = g": (0, -2),
        "clicks come by σ, not by a straight line": (2, 0),
        "the curvature is missing p (1 − p)": (0.231884058, -0.2898550725),
        "in the curvature stands p (1 − p): one factor is missing": (0.347826087, -0.5217391304),
        "in the curvature stands p (1 − p) once, not squared": (0.4102564103, -2.0512820513),
        "λ is missing in the curvature, or stands beside its diagonal as well": (
            1.3333333333,
            -1.3333333333,
        ),
        "sums over the guests, not means": (0.1481481481, -0.5925925926),
    },
}
NEXT_STEP = {
    "message": "a step from weights (ln 3, 0), where the chances are ¾, ¾ and ½, with λ = 1",
    "mistakes": {
        "σ(z) is 1 / (1 + exp(−z)): the sign is turned": (0.8009480706, -0.5048639703),
        "λ w is missing in the gradient": (0.9784406148, -0.8927038627),
        "in the curvature stands p (1 − p): 1 − p is missing": (0.6404417999, -0.3021240445),
        "in the curvature stands p (1 − p): p is missing": (0.2039254792, -0.5131641488),
        "return the new weights, w minus the step": (-0.9500247331, -0.7795420819),
        "the gradient pulls w towards 0: + λ w": (2.0 - 0.1485875556, 0.7795420819),
    },
}

# Exercise 8
IPS = {
    "message": "IPS of rewards 4, 1, 2, 6 with ratios 1, 3, 0, 1",
    "mistakes": {
        "first IPS, divided by the number of lines; then SNIPS": 2.6,
        "a mean over the lines, not a sum": 13.0,
        "that is the mean of the rewards: each counts by its ratio": 3.25 + 0.0000001,
        "the ratio is turned over: wanted by what was": np.inf,
        "divide by the chance of the diary": 1.0875,
        "multiply by the chance that the new policy gives": 10.5,
    },
}
del IPS["mistakes"]["that is the mean of the rewards: each counts by its ratio"]
SNIPS = {
    "message": "SNIPS of the same four lines: divided by the sum of the ratios",
    "mistakes": {
        "divide the weighted sum by the sum of the ratios, not by the number of lines": 3.25,
        "divide the *sum* by the sum of the ratios; you divide the mean": 0.65,
        "divide by the sum of the ratios, not of the chances": 13 / 1.35,
        "that divides by the sum of the new policy's chances": 10.0,
        "divide by all ratios, also where the reward is small": 13 / 4,
    },
}

# Exercise 9
DIRECT = {
    "message": "the direct method for two guests",
    "mistakes": {
        "a mean over the guests, not a sum": 2.7,
        "that is the guess for what was offered: take all wares, by their chances": 2.0,
        "each guess counts by the policy's chance of its ware": 5.5,
        "sum over the wares, mean over the guests": 0.45,
        "the two are swapped: first the direct estimate": 4.35,
    },
}
ROBUST = {
    "message": "the doubly robust estimate for two guests: the promise, and the weighted surprises",
    "mistakes": {
        "that is the surprise alone: add the promise": 3.0,
        "divide by the chances of the diary": 1.35 + 0.9,
        "the surprise is reward less guess": -1.65,
        "that is IPS beside the model: weigh what the model got wrong": 8.35,
        "the ratio is missing: policy by diary, for what was offered": 1.35 + 1.5,
        "a mean of the surprises, not a sum": 7.35,
        "the policy's chance of what was offered is missing: policy by diary": 1.35 + 5.25,
    },
}

# Exercise 10
LIKED = {
    "message": "clicks by looks of four wares, one of them never shown",
    "mistakes": {
        "that is clicks per showing: what counts is how often a ware was seen": (
            2 / 3,
            0,
            0.5,
            0,
        ),
        "add up the looks of the places where the ware *was shown*, clicked or not": (
            1.25,
            0,
            2.5,
            0,
        ),
        "that weighs each click by its place and divides by the showings; add up the looks instead": (
            (2 / 0.8) / 3,
            0,
            (1 / 0.4) / 2,
            0,
        ),
        "that counts the clicks: divide by the looks": (2, 0, 1, 0),
        "divide by the looks, don't multiply": (1.6 / 3, 0, 0.4 / 2, 0),
        "that is the share of all looks: divide ware by ware": (1.0, 0.0, 0.8333333333, 1.0),
    },
}
del LIKED["mistakes"]["that is the share of all looks: divide ware by ware"]

# Exercise 11
SLATE = {
    "message": "likes 0.2, 0.9, 0.4, 0.7, 0.1; the first of three places is looked at with 0.5, the second with 0.9",
    "mistakes": {
        "what is liked most stands where *most is seen*: here the second place": [1, 3, 2],
        "the best wares, not the worst": [0, 4, 2],
        "the ware that is liked most stands where least is seen: sort the places falling": [3, 2, 1],
        "that is the order of the places among themselves: slate[order] = best puts each ware into its place": [
            3,
            1,
            2,
        ][::-1],
    },
}

# Exercise 12
GRADIENT = {
    "message": "the gradient of four steps, three of them in state 0",
    "mistakes": {
        "a state that comes twice counts twice: np.add.at, not +=": (
            (0.25, 0.25, -0.5),
            (0.5, -0.25, -0.25),
            (0, 0, 0),
        ),
        "what was *not* done moves as well: −ψ π(a'|s) for every offer": (
            (1.5, 0, 0),
            (0.5, 0, 0),
            (0, 0, 0),
        ),
        "π(a'|s) is missing: 1 for what was done, less its chance, for every offer": (
            (2, 0, 0),
            (1.25, 0, 0),
            (0, 0, 0),
        ),
        "a mean over the steps, not a sum": ((6, -2, -4), (2, -1, -1), (0, 0, 0)),
        "the sign is turned: uphill": ((-1.5, 0.5, 1), (-0.5, 0.25, 0.25), (0, 0, 0)),
        "ψ is missing": ((0.0625, -0.1875, 0.125), (0.1, -0.05, -0.05), (0, 0, 0)),
        "only the row of the step's own state moves": (
            (1.1875, -0.8125, -1.625),
            (-0.7, -0.65, -0.65),
            (-1.0833333333, -1.0833333333, -1.0833333333),
        ),
        "divide by the number of steps, not of states": (
            (2, -0.6666666667, -1.3333333333),
            (0.6666666667, -0.3333333333, -0.3333333333),
            (0, 0, 0),
        ),
        "that is the gradient of π, not of ln π": (
            (0.375, -0.125, -0.25),
            (0.3, -0.15, -0.15),
            (0, 0, 0),
        ),
        "divide by the number of all steps, not of those in each state": (
            (2, -0.6666666667, -1.3333333333),
            (2, -1, -1),
            (0, 0, 0),
        ),
        "the chances of a state sum to 1: np.exp(h) by its sum over the row": (
            (1.8333333333, -0.1666666667, -0.3333333333),
            (0.9375, -0.1041666667, -0.1041666667),
            (0, 0, 0),
        ),
    },
}

# Exercise 13
EQUALS = {
    "message": "5 clicks of 10, 1 of 2 and 0 of 0: by the rule of chapter 1 all have the rate ½",
    "mistakes": {
        "clicks per showing, not clicks: a ware that is shown more often is clicked more often": (
            5 / 6,
            1 / 6,
            0,
        ),
        "still counts: with a prior, but not divided by the showings": (2 / 3, 2 / 9, 1 / 9),
        "the prior is one click *and* one miss: (clicks + 1) / (shown + 2)": (0.2142857143, 0.2619047619, 0.5238095238),
        "a ware that nobody has seen has the rate 1/2: (clicks + 1) / (shown + 2)": (5 / 8, 3 / 8, 0),
    },
}
SHARES = {
    "message": "the shares for 5 of 10, 2 of 3 and 0 of 3, with a floor of 0.1",
    "mistakes": {
        "shares sum to 1: with np.maximum or + floor alone they don't, or the order is lost": (
            0.3846153846,
            0.4615384615,
            0.1538461538,
        ),
        "shares sum to 1: of what is left above the floors, 1 − K · floor, all take their part": (
            0.4846153846,
            0.5615384615,
            0.2538461538,
        ),
        "K floors are taken from what is shared out: 1 − K · floor": (
            0.4461538462,
            0.5153846154,
            0.2384615385,
        ),
        "the floor is what each ware gets, not what they get together": (
            0.3794871795,
            0.4487179487,
            0.1717948718,
        ),
        "first mix, then nothing more: dividing once again takes from the floor": (
            0.3727810651,
            0.4319526627,
            0.1952662722,
        ),
    },
}


def two(result, shape: tuple) -> list[np.ndarray]:
    """Return means and deviations that a student's `believed` returned, each of that shape."""
    parts = check.results(result, "mean", "standard deviation")
    names = ("the mean", "the standard deviation")
    return [check.array(part, name, shape) for part, name in zip(parts, names, strict=True)]


def pair(result, first: str, second: str) -> list[float]:
    """Return the two estimates that a student returned, as numbers."""
    parts = check.results(result, f"{first} estimate", f"{second} estimate")
    return [check.array(p, f"{n} estimate", ()) for p, n in zip(parts, (first, second), strict=True)]


def faded(result, A, b) -> list[np.ndarray]:
    """Return the A and b that a student's `forget` returned; they have the shapes of A and b."""
    parts = check.results(result, "A", "b")
    return [
        check.array(part, name, np.shape(like), "return new arrays: A first, then b")
        for part, name, like in zip(parts, "Ab", (A, b), strict=True)
    ]


def one_each(wares, guests: int) -> np.ndarray:
    """Return the wares that a student chose, one for each guest, as integers."""
    hint = "one ware for each row: argmax(axis=1)"
    chosen = check.array(wares, "the wares", (guests,), hint)
    check.that(chosen.dtype.kind in "iu", "wares are numbered by integers", hint=hint)
    return chosen


def slate(result, places: int, wares: int) -> list[int]:
    """Return the wares of a student's slate, one for each place, as a list."""
    chosen = check.array(result, "the slate", (places,), "a ware for each place")
    check.that(chosen.dtype.kind in "iu", "a slate holds numbers of wares: integers")
    check.that(bool(np.all((chosen >= 0) & (chosen < wares))), "there is no such ware", got=str(chosen))
    return chosen.tolist()
