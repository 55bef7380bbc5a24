"""The hostile bank, graded as one class beside honest students: nobody gains, nobody else notices.

The attacks are in ``tests/submissions/hostile``; ``hostile_class`` tells what they attack, and
``tests/bench/hostile.py`` how promptly each of them ends.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.verdict import Graded
from tests.autograder import hostile_class
from tests.autograder.hostile_class import HALF, HONEST, LIMITS, MARK, SOLVED, Attack, Outcome
from tests.autograder.sandbox.test_sandbox import ORDINARY, REPO, as_user

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # the first test grades everything
WAYS = {"root": 0, "user": ORDINARY} if os.geteuid() == 0 else {"user": os.geteuid()}
SPARE_SECONDS = 15.0  # on a busy machine; the promise itself is kept by tests/bench/hostile.py
ATTACKS = hostile_class.attacks()
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: f"{a.kind}/{a.name}")


class Class:
    """The outcome of grading everybody, and the words nobody should have read."""

    def __init__(self, uid: int) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="vault-", dir="/tmp"))
        hostile_class.make(self.root)
        self.canaries = json.loads((self.root / "canaries.json").read_text())
        self.root.chmod(0o755)
        if os.geteuid() == 0 and uid:
            for path in (self.root, *self.root.rglob("*")):
                os.chown(path, uid, uid, follow_symlinks=False)
        done = subprocess.run(
            command(self.root, uid),
            env=os.environ | {"PYTHONPATH": str(REPO)},
            capture_output=True,
            text=True,
            timeout=500,
            cwd=REPO,
        )
        assert done.returncode == 0, done.stderr
        self.outcome: Outcome = hostile_class.from_json((self.root / "outcome.json").read_text())


def command(root: Path, uid: int) -> list[str]:
    """Return the command that grades the class in ``root`` as ``uid``."""
    script, arguments = str(REPO / "tests/autograder/hostile_class.py"), [str(root)]
    if uid == os.geteuid():
        return [sys.executable, script, *arguments]
    inside = str(REPO / "tests/autograder/inside.py")
    ours = shlex.join([script, *arguments])
    return [part.replace(inside, ours) for part in as_user(uid)]


@pytest.fixture(scope="module", params=WAYS.values(), ids=WAYS)
def graded(request: pytest.FixtureRequest) -> Iterator[Class]:
    """Grade the whole class once for each kind of user."""
    made = Class(request.param)
    yield made
    shutil.rmtree(made.root)


def of(graded: Class, attack: Attack) -> Graded:
    return graded.outcome.results[attack.student]


def test_the_bank_is_large_and_each_attack_says_what_it_does():
    assert len(ATTACKS) >= 40
    assert {attack.kind for attack in ATTACKS} == {
        "forging",
        "reading",
        "escaping",
        "exhausting",
        "structure",
    }
    assert all(attack.about.endswith(".") for attack in ATTACKS)


@every_attack
def test_nothing_is_gained(graded: Class, attack: Attack):
    result = of(graded, attack)
    if attack.refused:
        assert (result.status, result.points) == ("ungraded", 0)
        return
    assert result.status == "graded", result.reason
    assert result.points == 0
    assert {v.status for v in result.verdicts} == {"failed"}


@every_attack
def test_the_attack_came_as_far_as_it_meant_to(graded: Class, attack: Attack):
    told, shows = graded.outcome.told[attack.student], attack.shows.split(" | ")
    if attack.kind == "exhausting":
        shows += [
            "took longer than",
            "of processor time",
            "used up its",
        ]  # on a busy machine time may end it first
    assert any(text in told for text in shows), told[:3000]


@every_attack
def test_nothing_was_read(graded: Class, attack: Attack):
    recorded = graded.outcome.texts[attack.student]
    assert [place for place, word in graded.canaries.items() if word in recorded] == []


@every_attack
def test_it_ended(graded: Class, attack: Attack):
    assert graded.outcome.overrun(attack.student) < SPARE_SECONDS
    longest = LIMITS.patience * LIMITS.notebook_seconds
    assert of(graded, attack).seconds < longest + SPARE_SECONDS


@pytest.mark.parametrize("student", HONEST)
def test_honest_neighbours_notice_nothing(graded: Class, student: str):
    alone, beside = graded.outcome.alone[student], graded.outcome.results[student]
    assert beside.points == {**dict.fromkeys(SOLVED, 7), **dict.fromkeys(HALF, 2)}[student]
    assert timeless(beside) == timeless(alone)
    assert (beside.notes, beside.key) == (alone.notes, alone.key)


def timeless(result: Graded) -> list[object]:
    return [replace(verdict, seconds=0.0) for verdict in result.verdicts]


def test_the_grader_s_memory_is_the_same_whatever_is_handed_in(graded: Class):
    honest, hostile = graded.outcome.peaks
    assert hostile <= 1.2 * honest


def test_no_process_survives(graded: Class):
    assert graded.outcome.survivors == []


def test_nothing_is_left_outside_the_course(graded: Class):
    assert graded.outcome.left == []
    assert MARK not in "".join(graded.outcome.left)


def test_no_page_shows_what_nobody_should_see_or_runs_what_nobody_should_run(graded: Class):
    pages = graded.outcome.pages
    assert len(pages) >= len(ATTACKS)
    for path, page in pages.items():
        own = {"neighbour"} if any(student in path for student in HONEST) else set()
        shown = {place for place, word in graded.canaries.items() if word in page}
        assert shown <= own, path
        assert "<script>HOSTILE" not in page, path
        assert "<img src=x" not in page, path
