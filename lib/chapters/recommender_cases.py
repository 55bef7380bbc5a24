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
        "λ enters as it is, not squared and not halved": (3.5555555556, 1.8823529412),
        "sums over the guests, not means; and λ once, not once for each guest": (
            2.2857142857,
            1.4545454545,
        ),
        "this is b: the weights solve A θ = b": (8, 8),
    },
}
NOBODY = (
    "a ware that nobody has seen: with λ its weights are 0, and nothing is divided by the guests"
)

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
        "ties: all that are best share 1 − ε, not the last alone": (
            (0.05, 0.85, 0.05, 0.05),
            (0.05, 0.05, 0.85, 0.05),
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
        "xᵀA⁻¹x is one number: multiply by x from both sides": (
            (4.4721359550, 3.2015621187),
            (4.5276925690, 8.0156097709),
        ),
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
EACH = "take a new draw for each guest and ware; don't compare means or bounds"
AS_LIKELY = {
    "message": "each ware as often as its draw is the largest: means 1, 0.5, 0; widths 0.2, 1, 3; v = 0.5",
    "mistakes": {
        "v isn't used, or changes nothing: the deviation is v times the width": (
            0.435399,
            0.21877,
            0.345831,
        ),
        "v enters once, not squared": (0.885787, 0.022989, 0.091224),
        "the deviation is v times the width: rng.normal takes it, not the variance": (
            0.591651,
            0.218577,
            0.189772,
        ),
        "the width is a deviation already: don't square it": (0.494554, 0.096939, 0.408507),
        "the width is a deviation already: don't take its root": (0.717406, 0.162414, 0.12018),
        "a draw for each ware, not one for all the wares of a guest": (0.762551, 0, 0.237449),
        f"always ware 0: {EACH}": (1, 0, 0),
        f"always ware 1: {EACH}": (0, 1, 0),
        f"always ware 2: {EACH}": (0, 0, 1),
    },
}

# Exercise 6
FADED = {
    "message": "A after fading by γ = 0.75, with λ = 1",
    "mistakes": {
        "λ must not fade: (1 − γ) λ on the diagonal makes up for it": (
            ((2.25, 0.75), (0.75, 1.5)),
            ((0.75, 0), (0, 0.75)),
        ),
        "of λ only what has faded is put back: (1 − γ) λ": (
            ((3.25, 0.75), (0.75, 2.5)),
            ((1.75, 0), (0, 1.75)),
        ),
        "(1 − γ) λ stands on the diagonal alone: times np.eye(d)": (
            ((2.5, 1), (1, 1.75)),
            ((1, 0.25), (0.25, 1)),
        ),
        "A must fade as well": (((3, 1), (1, 2)), ((1, 0), (0, 1))),
        "first fade, then put (1 − γ) λ back": (
            ((2.4375, 0.75), (0.75, 1.6875)),
            ((0.9375, 0), (0, 0.9375)),
        ),
        "γ is what is kept, 1 − γ what is lost": (((1.5, 0.25), (0.25, 1.25)), ((1, 0), (0, 1))),
    },
}
FADED_B = {
    "message": "b after fading by γ = 0.75",
    "mistakes": {
        "b fades with A, or a ware grows dearer as its guests are forgotten": ((4, -2), (0, 0)),
        "λ belongs to A alone": ((3.25, -1.25), (0.25, 0.25)),
        "γ is what is kept, 1 − γ what is lost": ((1, -0.5), (0, 0)),
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
    return [
        check.array(p, f"{n} estimate", ()) for p, n in zip(parts, (first, second), strict=True)
    ]


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
    chosen = check.array(wares, "the array of wares", (guests,), hint)
    check.that(chosen.dtype.kind in "iu", "wares are numbered by integers", hint=hint)
    return chosen


def slate(result, places: int, wares: int) -> list[int]:
    """Return the wares of a student's slate, one for each place, as a list."""
    chosen = check.array(result, "the slate", (places,), "a ware for each place")
    check.that(chosen.dtype.kind in "iu", "a slate holds numbers of wares: integers")
    check.that(
        bool(np.all((chosen >= 0) & (chosen < wares))), "there is no such ware", got=str(chosen)
    )
    return chosen.tolist()
