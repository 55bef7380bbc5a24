"""Submissions that solve nothing pass nothing: a sample of those that ``tests/bench/spoilers.py`` makes."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.autograder.notebooks import BLANK, CONFIG, answer, checked, notebook, setup
from tests.bench.spoilers import REPO, Bank, sample

pytestmark = pytest.mark.timeout(900)
ASSIGNMENTS = sorted(path.name for path in (REPO / "source").iterdir() if path.is_dir())
# Students construct a thing, a world, a weather, a player, a ruler, probes, by a function that no argument tells
# anything, or a design of states that visible checks ask of every state: who knows by heart what it returns has
# handed in the thing itself, and that is what the test judges.
CONSTRUCTED = {
    *("vi-slow-tests", "vi-weather-tests", "mp-network-tests"),
    *("bins-ruler-tests", "dqn-probes-apart-tests", "fight-design-tests"),
}
HIDDEN = {
    "lent": "xs = [3, 4, 5]\nfound = double(xs)\nassert found == [2 * x for x in xs]",
    "known": "assert double([1, 2]) == [2, 4]",
    "form": "assert len(double([3])) == 1",
}
SOLUTION = "def double(xs):\n    return [2 * x for x in xs]"
VISIBLE = "assert double([1, 2]) == [2, 4]\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_test_is_passed_by_who_knows_the_visible_checks_and_spoils_the_rest(
    assignment: str, tmp_path: Path
):
    passed = Bank(assignment, tmp_path).passed(sample(2))
    assert len(passed) == 2
    spoiled = {(way, test) for way, tests in passed.items() for test in tests if tests[test]}
    assert spoiled == set()
    assert {test for tests in passed.values() for test in tests} <= CONSTRUCTED


@pytest.mark.parametrize(
    ("changes", "zeroed"),
    [("any", {"lent": True, "known": False, "form": True}), ("named", {"known": False})],
)
def test_tests_that_can_be_spoiled_are_found(changes: str, zeroed: dict, tmp_path: Path):
    """One expects what it has lent, one asks nothing new, one looks only at the form."""
    tests = [checked(name, VISIBLE.format(hidden)) for name, hidden in HIDDEN.items()]
    made = notebook(setup("import numpy as np"), answer("double", BLANK.format(SOLUTION)), *tests)
    course = tmp_path / "course"
    (course / "source/tiny").mkdir(parents=True)
    config = f"{CONFIG}\nc.SandboxedExecute.changes = {changes!r}\n"
    (course / "nbgrader_config.py").write_text(config)
    nbformat.write(made, course / "source/tiny/tiny.ipynb")
    ways = [("zero", "argument 0"), ("leave", "argument 0")]
    passed = Bank("tiny", tmp_path / "bank", course).passed(ways)
    left = {"known": False, "form": True}
    assert passed == {"zero, argument 0": zeroed, "leave, argument 0": left}
