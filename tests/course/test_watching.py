"""``course grade --watch`` as an instructor runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.gradebook import load_results
from course import cli
from tests.autograder.notebooks import ANSWERS, POINTS, hand_in, make_course

pytestmark = pytest.mark.timeout(180)


@contextmanager
def watching(root: Path) -> Iterator[subprocess.Popen]:
    """Run the command, and end it if the test does not."""
    command = [sys.executable, "-m", "course", "--course", str(root), "grade", "--watch"]
    with (root / "said.txt").open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(*paths: Path, seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not all(path.exists() for path in paths):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def test_killed_in_the_middle_and_started_again_it_loses_nothing(tmp_path: Path):
    kinds = ["right", "half", "blank", "deadly", "cheat", "right", "half"]
    root = make_course(tmp_path, {})
    pages = [root / "feedback" / f"s{n}" / "tiny" / "tiny.html" for n in range(len(kinds))]
    with watching(root) as first:
        for number, kind in enumerate(kinds):
            hand_in(root, f"s{number}", ANSWERS[kind])
        deadline = time.monotonic() + 90
        while not any(page.exists() for page in pages) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with watching(root) as second:
        wait_for(*pages, root / "feedback" / "tiny.html")
        second.send_signal(signal.SIGINT)
        assert second.wait(30) == cli.INTERRUPTED
    results = load_results(root, "tiny")
    found = {one.student: {v.grade_id: v.points for v in one.verdicts} for one in results}
    assert found == {f"s{number}": POINTS[kind] for number, kind in enumerate(kinds)}
    said = (root / "said.txt").read_text()
    assert "Traceback" not in said
    assert "Watching" in said


def test_what_it_cannot_watch_is_said_in_one_line(tmp_path: Path, capsys):
    make_course(tmp_path, {})
    words = ["--course", str(tmp_path), "grade"]
    assert cli.main([*words, "--inbox", "there"]) == cli.FIXABLE
    assert "add --watch" in capsys.readouterr().err
    assert cli.main([*words, "--watch", "--inbox", str(tmp_path / "nowhere")]) == cli.FIXABLE
    assert "There is no folder" in capsys.readouterr().err
    assert cli.main([*words, "--watch", "huge"]) == cli.FIXABLE
    assert "Known: tiny" in capsys.readouterr().err
