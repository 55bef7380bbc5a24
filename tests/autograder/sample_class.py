"""A small class with one of everything: right, half done, untouched, late, hostile, ungraded."""

from __future__ import annotations

from dataclasses import replace

from autograder.verdict import Graded, Verdict

HINTS = {
    "sample-posteriors": (3.0, "one Beta draw per arm, then the best"),
    "incremental-mean": (2.0, "move the mean towards the reward"),
    "epsilon-greedy": (3.0, "explore with probability epsilon"),
    "break-ties": (2.0, "choose among all best arms"),
    "ucb1": (4.0, "mean plus a bonus that shrinks"),
    "play": (5.0, "the loop: choose, pull, learn"),
    "regret": (3.0, "what the best arm would have won more"),
}
LAYERS = ("resource-limits", "landlock-7", "seccomp", "namespaces")


def right(name: str, seconds: float = 0.12) -> Verdict:
    return Verdict(
        f"bandits-{name}-tests", "passed", HINTS[name][0], HINTS[name][0], seconds=seconds
    )


def blank(name: str) -> Verdict:
    points, hint = HINTS[name]
    return Verdict(
        f"bandits-{name}-tests", "failed", 0.0, points, f"NotImplementedError: fill in: {hint}"
    )


def wrong(name: str, message: str, **more: object) -> Verdict:
    return replace(right(name), status="failed", points=0.0, message=message, **more)


WRITTEN = Verdict("bandits-when-greedy", "ungraded", None, 4.0, by="hand")


def result(student: str, *verdicts: Verdict, **more: object) -> Graded:
    """Return a graded result in which every exercise not given is right."""
    given = {v.grade_id: v for v in verdicts}
    every = [right(name) for name in HINTS] + [WRITTEN]
    kept = tuple(given.get(v.grade_id, v) for v in every)
    fields = {"layers": LAYERS, "seconds": 2.5, **more}
    return Graded(student, "bandits", "bandits", "graded", verdicts=kept, **fields)


EPSILON = wrong(
    "epsilon-greedy",
    "With ε = 0.1 the best arm should be pulled about 93 times in 100, yours: 7.",
    expected="0.93 ± 0.02",
    got="0.07",
    hint="Did you explore where you meant to exploit?",
    seconds=0.4,
)
TIES = wrong(
    "break-ties",
    "The first arm is chosen every time although three arms tie.",
    expected="each about 333 of 1000",
    got="[1000, 0, 0]",
    hint="argmax returns the first maximum only.",
)
UCB = wrong(
    "ucb1",
    "ZeroDivisionError: division by zero",
    traceback=(
        'File "bandits.ipynb", cell 14, line 4, in ucb1\n'
        "    return means + np.sqrt(2 * np.log(t) / pulls[arm])\n"
        "ZeroDivisionError: division by zero"
    ),
    printed="t = 1\npulls = [0, 0, 0]\n",
)


def sample_class() -> list[Graded]:
    return [
        result(
            "wolf",
            *(wrong(n, "the kernel died: memory beyond 3072 MB") for n in ("play", "regret")),
        ),
        result("anna", replace(WRITTEN, status="passed", points=4.0)),
        result(
            "ben",
            EPSILON,
            UCB,
            replace(
                right("play"),
                points=2.5,
                status="failed",
                message="Wins are right, regret counts the last pull twice.",
            ),
        ),
        result("cleo", *(blank(name) for name in HINTS)),
        result("dora", TIES, EPSILON, blank("regret")),
        result(
            "emil",
            replace(
                right("play"), status="ungraded", points=None, message="the verifier was killed"
            ),
        ),
        result("zoë", UCB, replace(WRITTEN, status="failed", points=3.0), layers=()),
        Graded(
            "fritz",
            "bandits",
            "bandits",
            "ungraded",
            reason="bandits.ipynb is not a notebook: JSON ends at line 3",
        ),
    ]
