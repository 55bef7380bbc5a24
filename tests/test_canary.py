"""A word hidden in a test and in a solution: no student's process sees it, nor any page a student gets."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.grade import grade_assignment
from autograder.report.feedback import write_feedback
from autograder.report.terminal import write_csv, write_gradescope
from course.instructor.samples import Edit, Sample, build_submission
from course.release.build import release

REPO = Path(__file__).resolve().parent.parent
IN_TEST, IN_SOLUTION = "canary_kbzyqt", "canary_wvmxpj"
HIDDEN = "### BEGIN HIDDEN TESTS"

# Looks for the words in every file, in its whole memory and in all it can learn of other processes.
# The words are put together at the last moment, and from behind, so as not to find themselves.
SEARCH = """
import os
import re
from pathlib import Path


def search(when):
    parts = [part[::-1].encode() for part in ("_yranac", "tqyzbk", "jpxmvw")]
    found, read, files = [], 0, 0
    pattern = re.compile(parts[0] + b"(?:" + parts[1] + b"|" + parts[2] + b")")
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(x, 16) for x in span.split("-"))
            try:
                memory.seek(start)
                while start < end:
                    chunk = memory.read(min(2**22, end - start))
                    start, read = start + len(chunk), read + len(chunk)
                    found += pattern.findall(chunk)
            except OSError:
                continue
    for folder in ("/tmp", "/proc", "/etc", "/dev/shm", os.getcwd(), os.path.dirname(os.getcwd())):
        for place, folders, names in os.walk(folder):
            folders[:] = [f for f in folders if not f.isdigit() or len(place) < 6]
            for name in names:
                try:
                    with open(os.path.join(place, name), "rb") as stream:
                        found += pattern.findall(stream.read(2**20) if place != "/proc" else b"")
                    files += 1
                except OSError:
                    continue
    print(f"searched {when}: {read > 2**24} {files > 20} found: {found}")
"""
ASKED = """
def total_regret(pulls, means):
    search("while tested")
    return pulls @ (means.max() - means)
"""
WRONG = """
def starting_tables(k, optimism, trust):
    search("before a failure")
    return None
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course whose bandits carry the words, with one nosy submission, graded."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(REPO / "nbgrader_config.py", root)
    shutil.copytree(REPO / "source" / "bandits", root / "source" / "bandits")
    path = root / "source" / "bandits" / "bandits.ipynb"
    source = nbformat.read(path, as_version=4)
    marked = 0
    for cell in source.cells:
        if HIDDEN in cell.source:
            secret = f"{IN_TEST} = '{IN_TEST}'  # {IN_TEST}"
            cell.source = cell.source.replace(HIDDEN, f"{HIDDEN}\n{secret}")
            marked += 1
        if "### BEGIN SOLUTION" in cell.source and cell.cell_type == "code":
            cell.source = cell.source.replace("    ### END", f"    {IN_SOLUTION} = 1\n    ### END")
            marked += 1
    assert marked > 9
    nbformat.write(source, path)
    release(root, "bandits")
    released = nbformat.read(root / "release" / "bandits" / "bandits.ipynb", as_version=4)
    edits = (
        Edit("insert", "bandits-setup", SEARCH),
        Edit("insert", "bandits-values", "search('in a cell')"),
        Edit("replace", "bandits-regret", ASKED),
        Edit("replace", "bandits-start", WRONG),
        Edit("insert", "bandits-thompson-tests", "search('at the end')"),
    )
    nosy = build_submission(Sample("nosy", "", base="untouched", edits=edits), released, released)
    place = root / "submitted" / "nosy" / "bandits"
    place.mkdir(parents=True)
    nbformat.write(nosy, place / "bandits.ipynb")
    return root


def test_no_word_of_a_test_or_solution_reaches_the_student(course: Path) -> None:
    results = grade_assignment(course, "bandits", jobs=1)
    executed = course / ".autograder" / "bandits" / "nosy" / "bandits.ipynb"
    shown = " ".join(
        output.get("text", "")
        for cell in nbformat.read(executed, as_version=4).cells
        for output in cell.get("outputs", [])
    )
    shown += " ".join(verdict.printed for verdict in results[0].verdicts)
    for when in ("in a cell", "while tested", "before a failure", "at the end"):
        assert f"searched {when}: True True found: []" in shown, shown
    assert results[0].verdicts[0].status == "passed"  # the search did run inside the tested call

    write_feedback(course, results)
    write_csv(results, course / "out" / "scores.csv")
    write_gradescope(results, course / "out" / "gradescope")
    for folder in ("release", "feedback", "out"):
        for path in (course / folder).rglob("*"):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                assert IN_TEST not in text, path
                assert IN_SOLUTION not in text, path
    assert IN_TEST not in "".join(v.message + v.hint + v.traceback for v in results[0].verdicts)


def test_stock_nbgrader_feedback_hides_the_tests_too(course: Path) -> None:
    for command in (
        ["generate_assignment", "bandits", "--force"],
        ["autograde", "bandits", "--force"],
    ):
        _nbgrader(course, *command)
    _nbgrader(course, "generate_feedback", "bandits", "--force")
    pages = list((course / "feedback").rglob("bandits.html"))
    assert pages
    for page in pages:
        assert IN_TEST not in page.read_text(encoding="utf-8")


def _nbgrader(course: Path, *arguments: str) -> None:
    program = Path(sys.executable).with_name("nbgrader")
    path = f"{program.parent}:/usr/bin:/bin"
    done = subprocess.run(
        [program, *arguments], cwd=course, capture_output=True, text=True, env={"PATH": path}
    )
    assert done.returncode == 0, done.stderr
