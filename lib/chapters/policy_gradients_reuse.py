"""Small cases of the exercise on several turns from one lesson: numbers written down, and typical mistakes."""


def two_rows(*steps: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return eight numbers as two skaters of four steps each."""
    return steps[:4], steps[4:]


# Probabilities of what was done, today and then, and ψ. The ratios are 1.5, 0.5, 1.5, 0.5, 1.1, 0.9, 1.1, 0.9.
NOW = two_rows(0.6, 0.2, 0.3, 0.25, 0.55, 0.45, 0.22, 0.36)
THEN = two_rows(0.4, 0.4, 0.2, 0.5, 0.5, 0.5, 0.2, 0.4)
PSI = two_rows(2.0, 2.0, -2.0, -2.0, 1.0, 1.0, -1.0, -1.0)
EIGHT_STEPS = "two rows of four steps, ratios 1.5, 0.5, 1.5, 0.5 and 1.1, 0.9, 1.1, 0.9; psi 2, 2, -2, -2 and 1, 1, -1, -1"
CREDIT = two_rows(0.0, 1.0, -3.0, 0.0, 1.1, 0.9, -1.1, -0.9)
LOOSE = two_rows(3.0, 1.0, -3.0, -1.0, 1.1, 0.9, -1.1, -0.9)
CREDIT_MISTAKES = {
    "the ratio is turned over: it is today's probability by that of then": two_rows(
        *(4 / 3, 0, 0, -4, 1 / 1.1, 1 / 0.9, -1 / 1.1, -1 / 0.9),
    ),
    "the ratio is missing: it weighs what still pulls": two_rows(0, 2, -2, 0, 1, 1, -1, -1),
    "nothing is clipped: where a push has had its share, the slope is 0": two_rows(
        *(3, 1, -3, -1, 1.1, 0.9, -1.1, -0.9),
    ),
    "that is the objective; its *slope* is 0 where it is flat": two_rows(
        *(2.4, 1, -3, -1.6, 1.1, 0.9, -1.1, -0.9),
    ),
    "that is the ratio, clipped on both sides; the smaller of the two hills is flat on one": two_rows(
        *(2.4, 1.6, -2.4, -1.6, 1.1, 0.9, -1.1, -0.9),
    ),
    "a good push that became rarer still pulls, and a bad one that became likelier": two_rows(
        *(0, 0, 0, 0, 1.1, 0.9, -1.1, -0.9),
    ),
    "that is the larger of the two hills: a good push is flat *above* 1 + clip": two_rows(
        *(3, 0, 0, -1, 1.1, 0.9, -1.1, -0.9),
    ),
    "a bad push has had its share as well, below 1 - clip": two_rows(
        *(0, 1, -3, -1, 1.1, 0.9, -1.1, -0.9),
    ),
    "a bad push pulls until it is below 1 - clip, whatever its ratio above": two_rows(
        *(0, 1, 0, -1, 1.1, 0.9, -1.1, -0.9),
    ),
}
