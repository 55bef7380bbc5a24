"""A true cluster, small: the same grades as here, though one of its workers is killed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from course import cli


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_class_on_two_workers_of_which_one_is_killed_is_graded_as_here(repo):
    command = [sys.executable, "-W", "ignore", repo / "tests/bench/cluster.py", "--together"]
    command += [
        "--workers",
        "2",
        "--students",
        "4",
        "--kills",
        "1",
        "--every",
        "2",
        "--worker-kills",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "differences, byte for byte, from grading here: 0" in done.stdout
    assert re.search(r"^1 kills in \d rounds: worker 1$", done.stdout, re.MULTILINE)
    assert "differences from the undisturbed gradebook: 0" in done.stdout
    assert "files on workers with a hidden test in them: 0" in done.stdout


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--watch"], "leave out --scheduler, or --watch"),
        (["--jobs", "2"], "leave out --jobs"),
        ([], "no Dask scheduler answers at tcp://127.0.0.1:1 "),
    ],
)
def test_what_does_not_go_with_a_scheduler_ends_in_one_line(repo, capsys, monkeypatch, words, what):
    monkeypatch.setattr("autograder.cluster.home.CONNECT_SECONDS", 0.5)
    command = ["--course", str(repo), "grade", "bandits", "--scheduler", "127.0.0.1:1", *words]
    assert cli.main(command) == cli.FIXABLE
    said = capsys.readouterr()
    assert said.err.startswith("course: ")
    assert what in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_without_a_scheduler_nothing_of_a_cluster_is_imported(repo):
    code = (
        "import sys, course.commands, autograder.grade, autograder.prepare, course.clusters\n"
        "print(sorted({'dask', 'distributed', 'autograder.cluster'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_a_scheduler_must_import_is_next_to_nothing():
    code = (
        "import sys, autograder.cluster.calls\n"
        "print(sorted({'numpy', 'nbformat', 'autograder.tasks'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
