"""A class hands in, is graded, and gets its feedback: every command an instructor uses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.errors import UnknownAssignment
from autograder.gradebook import load_results
from autograder.workers.forkserver import DEFAULT_PRELOAD, ForkServer
from course import cli, commands, terminal
from course.folder import awaits_grading, packages_missing
from course.instructor import demo
from course.instructor.classroom import on_record
from course.instructor.samples import Sample, build_submission, load_samples
from tests.course.conftest import notebook, write

RIGHT = (
    "# Multiplies in another order.\n# %% tiny-half\ndef half(number):\n    return 0.5 * number\n"
)
WRONG = """# Takes the square for a disc.
# fails: tiny-area-tests
# %% tiny-area
def area(radius):
    return 4 * radius * radius
"""
EMPTY = (
    "# Wrote only the first.\n# base: untouched\n# %% tiny-area\ndef area(radius):\n    return 0\n"
)


@pytest.fixture
def bank(course: Path) -> Path:
    """Put three samples into the bank of the tiny course."""
    for name, text in (("right/order", RIGHT), ("wrong/square", WRONG), ("demo/half_done", EMPTY)):
        path = course / "tests/submissions/tiny" / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return course / "tests/submissions/tiny"


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_console", None)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("COLUMNS", "100")


def test_a_class_has_the_solution_the_untouched_and_what_the_bank_holds(bank: Path):
    students = demo.choose_class(bank)
    assert [x.name for x in students.values()] == [
        "solved",
        "order",
        "untouched",
        "square",
        "half_done",
    ]
    assert len(set(students)) == 5


def test_where_a_bank_has_a_class_of_its_own_nobody_else_joins_it(bank: Path):
    (bank / "class").mkdir()
    (bank / "class/champion.py").write_text(RIGHT)
    assert [x.name for x in demo.choose_class(bank).values()] == ["solved", "untouched", "champion"]


def need(course: Path, package: str) -> None:
    """Let a second assignment say that it needs a package."""
    nb = notebook()
    nb.metadata["needs"] = [package]
    write(course, nb, "second")
    shutil.copytree(course / "tests/submissions/tiny", course / "tests/submissions/second")


@pytest.mark.parametrize(("package", "both"), [("no_such_package", False), ("json", True)])
def test_an_assignment_whose_package_is_missing_is_left_out(
    course: Path, bank: Path, package: str, both: bool
):
    need(course, package)
    assert demo.demo_assignments(course) == (["second", "tiny"] if both else ["tiny"])
    told = [] if both else [f"second is left out: it needs {package}, which is not installed."]
    assert demo.left_out(course) == told


def test_who_wants_just_that_assignment_is_told_what_it_needs(course: Path, bank: Path, capsys):
    need(course, "no_such_package")
    assert cli.main(["--course", str(course), "demo", "second"]) == 1
    assert "second needs no_such_package" in capsys.readouterr().err


def test_only_the_chapter_of_the_emulator_needs_a_package_of_its_own(repo: Path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    needs = {name: packages_missing(repo, name) for name in demo.demo_assignments(repo, None)}
    assert not any(needs.values())
    assert packages_missing(repo, "ms_pacman") == ["ale_py"]
    assert len(demo.left_out(repo)) == 1


def test_mistakes_of_every_exercise_come_before_a_second_of_any():
    samples = [Sample(n, "", fails=(f,)) for n, f in [("a", "x"), ("b", "x"), ("c", "y")]]
    assert [x.name for x in demo.one_of_each(samples)] == ["a", "c", "b"]


def test_there_are_names_for_every_class():
    names = demo.student_names()
    some = [next(names) for _ in range(200)]
    assert len(set(some)) == 200


def test_every_bank_of_this_course_makes_a_class_of_ten(repo: Path):
    for assignment in demo.demo_assignments(repo):
        assert len(demo.choose_class(demo.bank_of(repo, assignment))) >= 10


def test_every_sample_of_this_course_fits_its_notebook(repo: Path):
    """A grade_id that was renamed is found here, not in the middle of a demo."""
    for assignment in demo.demo_assignments(repo):
        file = f"{assignment}/{assignment}.ipynb"
        released = nbformat.read(repo / "release" / file, as_version=4)
        source = nbformat.read(repo / "source" / file, as_version=4)
        ids = {c.metadata.get("nbgrader", {}).get("grade_id") for c in released.cells}
        for kind in ("right", "wrong", "hostile", "demo", "class"):
            for sample in load_samples(demo.bank_of(repo, assignment) / kind):
                nbformat.validate(build_submission(sample, released, source))
                assert set(sample.fails) <= ids, sample.name


def test_a_course_without_samples_says_so(course: Path):
    with pytest.raises(UnknownAssignment, match="has sample"):
        demo.demo_assignments(course)


@pytest.mark.slow
def test_the_demo_ends_with_the_table_the_reasons_and_the_pages(course: Path, bank: Path, capsys):
    keep_scores(course)
    assert cli.main(["--course", str(course), "demo", "--jobs", "2"]) == 0
    text = capsys.readouterr().out
    pages = Path(text.partition("Feedback pages: ")[2].splitlines()[0])
    try:
        assert pages.is_file()
    finally:
        shutil.rmtree(pages.parent.parent)
    assert "Takes the square for a disc." in text
    totals = re.findall(r"^ *(\w+) .* (\S+)/6 ", text, re.MULTILINE)
    assert dict(totals) == {"ada": "3", "amos": "3", "bela": "0", "cleo": "1", "dara": "0"}
    ranked = text.partition("tiny: ranking of half (halves)")[2].partition("where points")[0]
    assert re.findall(r"^ +(\d+) +(\w+) +5 *$", ranked, re.MULTILINE) == [
        ("1", "ada"),
        ("1", "amos"),
        ("1", "cleo"),
    ]
    assert "where points were lost" in text
    assert not (course / "submitted").exists(), "the demo works in a folder of its own"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_class_of_the_competition_is_ranked(repo: Path, capsys):
    pytest.importorskip("ale_py", reason="ale-py, which is under the GPL, was left out")
    assert cli.main(["--course", str(repo), "demo", "ms_pacman", "--jobs", "2"]) == 0
    text = capsys.readouterr().out
    page = Path(text.partition("Feedback pages: ")[2].splitlines()[0])
    try:
        results = {r.student: r for r in load_results(page.parent.parent, "ms_pacman")}
        best = (page.parent / "ada/ms_pacman/ms_pacman.html").read_text()
    finally:
        shutil.rmtree(page.parent.parent)
    students = demo.choose_class(demo.bank_of(repo, "ms_pacman"))
    for student, sample in students.items():
        failed = {v.grade_id for v in results[student].verdicts if v.status == "failed"}
        assert failed == set(sample.fails) or (sample.base == "untouched" and failed), sample.name
    ranked = text.partition("ms_pacman: ranking of network (mean of 3 games)")[2]
    found = re.findall(r"^ +(\d) +(\w+) +[\d,.]+ *$", ranked, re.MULTILINE)
    players = {students[student].name for _, student in found}
    assert players == {"solved", "deep", "hunts_ghosts", "hungry", "afraid"}
    assert [int(place) for place, _ in found] == [1, 2, 3, 4, 5]
    assert re.search(r"mean of 3 games\): place [1-5] of 5", best)


def keep_scores(course: Path) -> None:
    """Let the test of the second exercise keep a score, in its hidden part."""
    path = course / "source/tiny/tiny.ipynb"
    nb = nbformat.read(path, as_version=4)
    (test,) = (c for c in nb.cells if c.id == "tiny-half-tests")
    tell = "import builtins\nbuiltins.__score__(float(half(10)), 'halves')"
    test.source += f"\n### BEGIN HIDDEN TESTS\n{tell}\n### END HIDDEN TESTS"
    nbformat.write(nb, path)


@pytest.fixture
def class_of_two(course: Path) -> Path:
    """Let ada hand in the solution and bela an untouched notebook."""
    assert cli.main(["--course", str(course), "release"]) == 0
    released = nbformat.read(course / "release/tiny/tiny.ipynb", as_version=4)
    for student, base in (("ada", "solved"), ("bela", "untouched")):
        folder = course / "submitted" / student / "tiny"
        folder.mkdir(parents=True)
        nb = build_submission(Sample(student, "", base=base), released, notebook())
        nbformat.write(nb, folder / "tiny.ipynb")
    return course


@pytest.mark.slow
def test_an_instructor_grades_reports_and_exports(class_of_two: Path, tmp_path: Path, capsys):
    keep_scores(class_of_two)
    here = ["--course", str(class_of_two)]
    assert cli.main([*here, "grade", "--students", "ada"]) == 0
    assert "bela" not in capsys.readouterr().out
    assert cli.main([*here, "grade"]) == 0
    text = capsys.readouterr().out
    assert "ada" in text
    assert "bela" in text

    csv, folder = tmp_path / "points.csv", tmp_path / "gradescope"
    assert cli.main([*here, "report", "--csv", str(csv), "--gradescope", str(folder)]) == 0
    text = capsys.readouterr().out
    assert "tiny.html" in text
    assert re.search(r"ranking of half \(halves\)\n.*\n.*\n +1 +ada +5 *\n", text)
    assert "ada" in csv.read_text()
    assert json.loads((folder / "ada/results.json").read_text())["tests"]


@pytest.fixture
def class_of_two_assignments(class_of_two: Path) -> Path:
    """Have ada, but not bela, hand in a second assignment."""
    for place in ("source", "submitted/ada"):
        shutil.copytree(class_of_two / place / "tiny", class_of_two / place / "second")
        (class_of_two / place / "second/tiny.ipynb").rename(
            class_of_two / place / "second/second.ipynb"
        )
    return class_of_two


def graded(root: Path) -> dict[str, set[str]]:
    return {a: {r.student for r in on_record(root, a)} for a in ("second", "tiny")}


@pytest.mark.slow
def test_assignments_of_one_command_share_the_fork_server(
    class_of_two_assignments: Path, monkeypatch
):
    started, root = [], class_of_two_assignments
    start = ForkServer._start
    monkeypatch.setattr(ForkServer, "_start", lambda self: (started.append(self), start(self)))
    for _ in range(2):  # the second time all is done, and nothing is warmed for it
        assert cli.main(["--course", str(root), "grade", "tiny", "second", "tiny"]) == 0
        assert graded(root) == {"second": {"ada"}, "tiny": {"ada", "bela"}}
        assert len(started) == 1


def test_who_has_no_result_yet_is_seen_at_once(class_of_two_assignments: Path):
    root = class_of_two_assignments
    assert [awaits_grading(root, name) for name in ("tiny", "second", "third")] == [1, 1, 0]
    for student in ("ada", "bela"):
        assert awaits_grading(root, "tiny")
        record = root / ".autograder/tiny" / student / "tiny.json"
        record.parent.mkdir(parents=True)
        record.touch()
    assert not awaits_grading(root, "tiny")


def test_imports_begin_before_grading_knows_what_it_needs(course: Path):
    class Servers:
        def __init__(self):
            self.started = []

        def start(self, preload):
            self.started.append(preload)

    servers, path = Servers(), course / "source/tiny/tiny.ipynb"
    commands.warm_up(servers, course, [])
    assert not servers.started
    path.write_text(path.read_text().replace('"import math"', '"import math\\nimport gymnasium"'))
    commands.warm_up(servers, course, ["tiny", "second"])
    assert servers.started == [(*DEFAULT_PRELOAD, "gymnasium")]
    path.write_text("no notebook")  # grading will say so
    commands.warm_up(servers, course, ["tiny"])
    assert servers.started[1:] == [DEFAULT_PRELOAD]
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.SandboxedExecute.preload = []\n")
    commands.warm_up(servers, course, ["tiny"])
    assert len(servers.started) == 2, "it guesses where the configuration knows better"


@pytest.mark.slow
def test_a_student_is_graded_wherever_something_was_handed_in(class_of_two_assignments: Path):
    root = class_of_two_assignments
    assert cli.main(["--course", str(root), "grade", "--students", "bela", "ada"]) == 0
    assert graded(root) == {"second": {"ada"}, "tiny": {"ada", "bela"}}


def test_students_who_handed_in_nothing_are_named(class_of_two: Path, capsys):
    here = ["--course", str(class_of_two), "grade", "--students"]
    assert cli.main([*here, "ada", "bella", "adda"]) == 1
    said = capsys.readouterr().err
    assert "adda, bella" in said
    assert not on_record(class_of_two, "tiny")


def test_submissions_are_found_where_the_configuration_says(class_of_two: Path, capsys):
    course = class_of_two
    (course / "submitted").rename(course / "handed-in")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('\nc.CourseDirectory.submitted_directory = "handed-in"\n')
    assert cli.main(["--course", str(course), "grade"]) == 0
    assert "ada" in capsys.readouterr().out
    assert cli.main(["--course", str(course), "grade", "--students", "eve"]) == 1
    assert "handed-in" in capsys.readouterr().err


MISPLACED = {  # what lies in submitted/ where nobody looks, and what is said of it
    "eve/tiny.ipynb": "submitted/eve/tiny.ipynb is not looked at: expected submitted/eve/tiny/tiny.ipynb",
    "eve/mine.ipynb": "expected submitted/eve/<assignment>/<notebook>.ipynb",
    "eve/Tiny/tiny.ipynb": "submitted/eve/Tiny/ is not looked at: the folder is called tiny",
    "eve/TINY.zip": "submitted/eve/TINY.zip is not looked at: expected submitted/eve/tiny/tiny.ipynb",
    "tiny.ipynb": "expected submitted/<student>/<assignment>/<assignment>.ipynb",
    "class.zip": "submitted/class.zip is not looked at",
}


@pytest.mark.parametrize("name", MISPLACED)
def test_what_lies_where_nobody_looks_is_named(course: Path, name: str, capsys):
    path = course / "submitted" / name
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    assert cli.main(["--course", str(course), "grade"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert MISPLACED[name] in said
    assert "Nothing was handed in" in said


def test_what_else_lies_there_is_not_mentioned_and_stops_nobody(class_of_two: Path, capsys):
    for name in ("README.txt", ".DS_Store", "ada/.ipynb_checkpoints/x.ipynb", "ada/notes/a.ipynb"):
        path = class_of_two / "submitted" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (class_of_two / "submitted/ada/tiny.ipynb").write_text("{}")
    assert cli.main(["--course", str(class_of_two), "grade"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("is not looked at") == 1
    assert "submitted/ada/tiny.ipynb is not looked at" in said


def test_nothing_handed_in_is_said_and_is_no_error(course: Path, capsys):
    assert cli.main(["--course", str(course), "grade"]) == 0
    assert "Nothing was handed in" in capsys.readouterr().out
    assert cli.main(["--course", str(course), "report"]) == 0
    assert "Nothing is graded yet" in capsys.readouterr().out
