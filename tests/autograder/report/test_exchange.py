"""Feedback goes back through nbgrader's exchange, as nbgrader's own does."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grade import grade_assignment
from autograder.notebook.intake import small_text
from autograder.report.exchange import let_through
from autograder.report.feedback import write_feedback
from tests.autograder.notebooks import (
    ANSWERS,
    answer,
    hand_in,
    handed_in,
    notebook,
    setup,
    source,
    write,
)

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "rl"
c.CourseDirectory.root = {root!r}
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
c.Exchange.assignment_dir = {work!r}
c.BaseConverter.permissions = 0o644
"""


PROGRAMS = Path(sys.executable).parent  # nbgrader starts `alembic` by its name


def nbgrader(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command, "--course=rl"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(folder),
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.timeout(120)
def test_a_page_reaches_the_student_who_submitted_through_the_exchange(tmp_path):
    course, work, me = tmp_path / "course", tmp_path / "work", getpass.getuser()
    for folder in (course, work, tmp_path / "exchange"):
        folder.mkdir()
    (tmp_path / "exchange").chmod(0o777)
    text = CONFIG.format(
        root=str(course),
        exchange=str(tmp_path / "exchange"),
        cache=str(tmp_path / "cache"),
        work=str(work),
    )
    for folder in (course, work):
        (folder / "nbgrader_config.py").write_text(text)
    write(course / "release/tiny/tiny.ipynb", notebook(setup("import math"), answer("f", "x = 1")))
    write(course / "source/tiny/tiny.ipynb", source())
    nbgrader(course, "release_assignment", "tiny")
    nbgrader(work, "fetch_assignment", "tiny")
    write(work / "tiny/tiny.ipynb", handed_in(ANSWERS["right"]))
    nbgrader(work, "submit", "tiny")
    nbgrader(course, "collect", "tiny")
    hand_in(course, "by-mail", ANSWERS["half"])  # beside the one who used the exchange
    results = grade_assignment(course, "tiny")
    assert [r.status for r in results] == ["graded", "graded"]
    write_feedback(course, results)
    nbgrader(course, "release_feedback", "tiny")
    nbgrader(work, "fetch_feedback", "tiny")
    (page,) = work.glob("tiny/feedback/*/tiny.html")
    assert page.read_text() == (course / f"feedback/{me}/tiny/tiny.html").read_text()


def test_a_secret_stays_the_same_and_follows_a_new_hand_in(tmp_path):
    kept, pages = tmp_path / "autograded/anna/tiny", tmp_path / "feedback/anna/tiny"
    for folder in (kept, pages):
        folder.mkdir(parents=True)
    secret = pages / "submission_secret.txt"
    let_through(tmp_path, "anna", "tiny")
    unknown = secret.read_text()
    assert len(unknown) == 128
    assert (pages / "timestamp.txt").read_text() == "unknown"
    let_through(tmp_path, "anna", "tiny")
    assert secret.read_text() == unknown
    (kept / "submission_secret.txt").write_text("abc")
    (kept / "timestamp.txt").write_text("2030-01-02 03:04:05 UTC\n")
    let_through(tmp_path, "anna", "tiny")
    assert secret.read_text() == "abc"
    assert (pages / "timestamp.txt").read_text() == "2030-01-02 03:04:05 UTC"


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "long", "bytes"])
def test_what_a_student_puts_in_place_of_a_secret_is_not_read(tmp_path, kind):
    path = tmp_path / "submission_secret.txt"
    (tmp_path / "other").write_text("the secret of another")
    {
        "link": lambda path: path.symlink_to(tmp_path / "other"),
        "folder": lambda path: path.mkdir(),
        "pipe": os.mkfifo,
        "long": lambda path: path.write_text("x" * 2000),
        "bytes": lambda path: path.write_bytes(b"\xff\xfe\xfa"),
    }[kind](path)
    said, why = small_text(path)
    assert said == ""
    assert why
