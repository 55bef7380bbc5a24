"""What the banks and mutants of ``make bench`` say, a little of it in each run of the tests."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.timeout(900)
REPO = Path(__file__).resolve().parent.parent
BENCH = REPO / "tests" / "bench"
ASSIGNMENTS = sorted(path.name for path in (REPO / "source").iterdir() if path.is_dir())


def bench(script: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a benchmark in a process of its own: it sets alarms, and bounds its memory."""
    command = [sys.executable, "-W", "ignore", str(BENCH / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_wrong_solution_is_rejected_with_every_seed():
    done = bench("power.py", "--only", "wrong", "--seeds", "2")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    for assignment in ASSIGNMENTS:
        assert f"{assignment}: " in done.stdout


def test_a_sample_of_small_mistakes_is_noticed():
    done = bench("mutants.py", "--sample", "6", "--seeds", "3")
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize("path", sorted((BENCH / "survivors").glob("*.toml")), ids=lambda p: p.stem)
def test_who_may_survive_is_listed_with_a_reason(path: Path):
    assert path.stem in ASSIGNMENTS
    for cell, entries in tomllib.loads(path.read_text()).items():
        for entry in entries:
            assert entry.keys() == {"line", "as", "why"}, cell
            assert len(entry["why"].split()) >= 5


MADE = [
    ("x < 3", ["x <= 3", "x > 3", "x < 4", "x < 2"]),
    ("np.sum(x, axis=1)", ["np.mean(x, axis=1)", "np.sum(x, axis=2)", "np.sum(x)", "x"]),
    ("x.copy()", ["x"]),
    ("x.astype(np.float32)", ["x", "x.astype(np.float64)"]),
    ("x - y", ["x + y", "y - y", "x - x", "x", "y"]),
    ("f(x, y)", ["f(y, x)"]),
    ("range(y)", ["range(y - 1)", "range(y + 1)"]),
    ("x[:y]", ["x[:]", "x[:y - 1]", "x[:y + 1]"]),
    ("[a for a in x if a]", ["[a for a in x]"]),
    ("rng.random()", ["np.random.default_rng().random()", "np.random.default_rng(0).random()"]),
    ("{'apple': x, 'wolf': y}", ["{'wolf': x, 'wolf': y}"]),
]


@pytest.mark.parametrize(("expression", "expected"), MADE, ids=[first for first, _ in MADE])
def test_each_kind_of_small_mistake_is_made(expression: str, expected: list[str]):
    from tests.bench.mutations import mutants

    source = f"def g(x, y, rng):\n    return {expression}  ### BLANK: a value"
    made = [after for _, _, after in mutants(source)]
    assert len(made) == len(set(made))
    assert {f"return {each}" for each in expected} <= set(made)


def test_only_what_students_write_is_changed():
    from tests.bench.mutations import mutants

    source = """
def count(xs):
    total = 0
    ### BEGIN SOLUTION: add up
    for x in xs:
        total += x
    ### END SOLUTION
    return total + 0
"""
    assert {before for _, before, _ in mutants(source)} == {"for x in xs:", "total += x"}


def test_functions_in_other_words_are_the_same_and_others_are_told_by_an_input(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from tests.bench.sameness import difference

    asked = [((np.arange(3.0), 2), {}), ((np.ones(2), 1), {})]

    def true(x, k):
        return k * x + x

    def in_place(x, k):
        x *= k + 1
        return x

    assert difference(true, lambda x, k: (1 + k) * x, asked, 500) == ""
    assert "array" in difference(true, lambda x, k: abs(k * x + x), asked, 500)
    assert "array" in difference(true, in_place, asked, 500)
    assert "array" in difference(true, lambda x, k: (k * x + x).tolist() and None, asked, 500)
    assert difference(true, true, [], 500) is None
    assert difference(lambda x, k: 1 / 0, true, asked, 500) is None


def test_what_is_compiled_is_the_text_that_was_run(monkeypatch):
    """TensorFlow compiles what stands in a function's file: two texts must not share a name."""
    monkeypatch.syspath_prepend(str(BENCH))
    import tensorflow as tf
    from inside import Chapter

    chapter = Chapter("bandits")
    text = "def bonus(x):\n    if x > 0:\n        return x + {}\n    return x"
    first, second = (chapter.names([text.format(more)])["bonus"] for more in (1, 100))
    assert [int(tf.function(f)(tf.constant(1))) for f in (first, second)] == [2, 101]
