"""A class graded: every submission its result, nothing lost, nothing done twice."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.coursefolder import CourseFolder
from autograder.errors import (
    AutograderError,
    BadSource,
    StorageError,
    UnknownAssignment,
)
from autograder.grade import grade_assignment
from autograder.gradebook import _make_gradebook, load_results
from autograder.limits import Limits
from autograder.report.marks import classes
from autograder.verdict import UNCONFINED, Graded
from autograder.workers.forkserver import ForkServer, ForkServers
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import (
    ANSWERS,
    POINTS,
    WarmServer,
    answer,
    checked,
    code,
    hand_in,
    handed_in,
    make_course,
    nbgrader,
    notebook,
    setup,
    source,
    write,
)

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
RIGHT = ANSWERS["right"]


@pytest.fixture
def course(tmp_path: Path, gradebook: Path, warm: None) -> Path:
    """Return a small course in which two have handed in."""
    shutil.copy(gradebook, tmp_path)
    return make_course(tmp_path, {"anna": RIGHT, "ben": ANSWERS["half"]})


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty gradebook, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    _make_gradebook(f"sqlite:///{path}")
    return path


@pytest.fixture
def warm(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each run of the grader use the fork server that is there already."""
    server = WarmServer(setting.address)
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", lambda *_, **__: server)


def points(results: list[Graded]) -> dict[str, dict[str, float | None]]:
    return {r.student: {v.grade_id: v.points for v in r.verdicts} for r in results}


def in_gradebook(root: Path) -> dict[str, dict[str, tuple]]:
    """Return automatic score, manual score and whether a person is waited for, for every grade."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {
            submission.student.id: {
                grade.cell.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for grade in submission.notebooks[0].grades
            }
            for submission in book.assignment_submissions("tiny")
        }


class Progress(list):
    """Remembers who was reported, and is interrupted after ``stop_after`` of them."""

    def __init__(self, stop_after: int = 1000) -> None:
        self.stop_after = stop_after

    def __call__(self, result: Graded, done: int, total: int) -> None:
        self.append((result.student, result.status, done, total))
        if done == self.stop_after:
            raise KeyboardInterrupt


def timeless(results: list[Graded]) -> list[dict]:
    """Return results without the durations in them."""
    found = [json.loads(result.to_json()) for result in results]
    for one in found:
        del one["seconds"], one["cpu_seconds"]
        for verdict in one["verdicts"]:
            del verdict["seconds"]
    return found


# A class


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Graded], Progress]:
    """Grade, once and in parallel, a class with one of everything."""
    root = make_course(tmp_path_factory.mktemp("course"), ANSWERS)
    folder = root / "submitted"
    for student in ("broken", "renamed", "linked", "other"):
        (folder / student / "tiny").mkdir(parents=True)
    (folder / "broken/tiny/tiny.ipynb").write_text(json.dumps(source())[:-30])
    write(folder / "renamed/tiny/tiny (1).ipynb", handed_in(RIGHT))
    (folder / "linked/tiny/tiny.ipynb").symlink_to(folder / "right/tiny/tiny.ipynb")
    write(folder / "other/tiny/tiny.ipynb", notebook(code("x = 1")))
    progress = Progress()
    limits = Limits(notebook_mb=1, cell_seconds=20)
    return root, grade_assignment(root, "tiny", limits=limits, on_progress=progress), progress


def test_everybody_gets_the_points_they_earned(graded):
    _, results, _ = graded
    done = [r for r in results if r.status == "graded"]
    assert points(done) == POINTS


def test_what_can_not_be_read_is_ungraded_with_a_reason_and_the_others_are_graded(graded):
    _, results, _ = graded
    reasons = {r.student: r.reason for r in results if r.status == "ungraded"}
    assert sorted(reasons) == ["broken", "linked", "other", "renamed"]
    assert "only a part of one" in reasons["broken"]
    assert "symbolic link" in reasons["linked"]
    assert "is it another notebook" in reasons["other"]
    assert "rename it" in reasons["renamed"]


def test_ungraded_is_not_zero_in_the_gradebook(graded):
    root, _, _ = graded
    grades = in_gradebook(root)
    assert sorted(grades) == sorted(ANSWERS)  # who is ungraded has no grade at all
    assert grades["right"]["why"] == (None, None, True)
    assert grades["half"]["draw-tests"] == (0.0, None, False)


def test_results_come_in_order_of_students_and_progress_counts_them(graded):
    _, results, progress = graded
    assert [r.student for r in results] == sorted(r.student for r in results)
    assert [done for _, _, done, _ in progress] == list(range(1, len(results) + 1))
    assert {total for *_, total in progress} == {len(results)}


def test_a_result_says_how_it_came_about(graded):
    root, results, _ = graded
    (right,) = (r for r in results if r.student == "right")
    assert "seccomp" in right.layers
    assert {"python", "numpy"} <= set(right.versions)
    assert all(type(v.seed) is int for v in right.verdicts if v.by == "verifier")
    assert load_results(root, "tiny") == results


def test_the_graded_notebook_is_kept_where_formgrader_looks_for_it(graded):
    root, _, _ = graded
    kept = nbformat.read(root / "autograded/half/tiny/tiny.ipynb", as_version=4)
    nbformat.validate(kept)
    failed = [c for c in kept.cells if c.get("outputs") and "Failed" in str(c.outputs)]
    assert [c.metadata.nbgrader.grade_id for c in failed] == ["draw-tests"]


def test_no_word_of_a_hidden_test_is_in_what_was_recorded(graded):
    root, _, _ = graded
    for record in (root / ".autograder").rglob("*.json"):
        assert "default_rng(n).random()" not in record.read_text()


def test_one_after_the_other_gives_the_same_as_all_at_once(graded, tmp_path):
    root, results, _ = graded
    chosen = ["deadly", "half", "right"]
    again = grade_assignment(
        root,
        "tiny",
        students=chosen,
        jobs=1,
        force=True,
        limits=Limits(notebook_mb=1, cell_seconds=20),
    )
    assert timeless(again) == timeless([r for r in results if r.student in chosen])


def test_grading_without_the_sandbox_is_said_in_the_report(course):
    results = grade_assignment(course, "tiny", unsafe_no_sandbox=True)
    assert {r.layers for r in results} == {(UNCONFINED,)}
    (group,) = classes(results)
    assert group.warnings == ("No sandbox was in force for everybody.",)


# Done work is not done again


def test_the_second_run_does_nothing_and_reports_the_same(course, monkeypatch):
    first = grade_assignment(course, "tiny")
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", None)  # not even that
    stamps = {p: p.stat().st_mtime_ns for p in course.rglob("*") if p.is_file()}
    progress = Progress()
    assert grade_assignment(course, "tiny", on_progress=progress) == first
    assert len(progress) == 2
    changed = {p.name for p, at in stamps.items() if p.stat().st_mtime_ns != at}
    assert changed <= {"gradebook.db"}


@pytest.mark.parametrize(
    ("imports", "started"),
    [
        ([("numpy",), ("numpy",)], 1),
        ([("numpy", "gymnasium"), ("gymnasium",)], 1),
        ([("numpy",), ("numpy", "gymnasium")], 2),  # what is imported later is imported for each
        ([("numpy", "tensorflow"), ("numpy",)], 2),  # nobody pays for TensorFlow without need
        ([("gymnasium", "tensorflow"), ("numpy",), ("tensorflow",)], 2),
    ],
)
def test_assignments_that_import_the_same_share_a_fork_server(imports, started, monkeypatch):
    made, closed = [], []

    class Server:
        closed = False

        def __init__(self, preload, wait):
            made.append((preload, wait))

        def close(self):
            self.closed = True
            closed.append(self)

    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", Server)
    with ForkServers() as servers:
        used = {servers.start(preload) for preload in imports}
        assert not closed
        assert len(made) == len(used) == started
        broken_off = servers.start(imports[0])
        broken_off.close()
        assert servers.start(imports[0]) is not broken_off
    assert used <= set(closed)


def test_lent_servers_go_on_to_the_next_assignment(course, setting):
    class Servers:
        asked = 0

        def start(self, preload):
            self.asked += 1
            return lent

    class Lent(WarmServer):
        def close(self):
            raise AssertionError("whoever lends it ends it")

    lent, servers = Lent(setting.address), Servers()
    for _ in range(2):
        grade_assignment(course, "tiny", students=["anna"], force=True, servers=servers)
    assert servers.asked == 2


@pytest.mark.parametrize("what", ["the submission", "a file beside it", "the source", "the limits"])
def test_what_a_result_depends_on_is_graded_again_when_it_changes(course, what):
    before = grade_assignment(course, "tiny", limits=Limits(cell_seconds=20))
    limits = Limits(cell_seconds=20)
    match what:
        case "the submission":
            hand_in(course, "ben", RIGHT)
        case "a file beside it":
            (course / "submitted/ben/tiny/data.csv").write_text("1")
        case "the source":
            changed = source()
            changed.cells[3].source = "assert mean([2, 4]) == 3, 'another test'"
            write(course / "source/tiny/tiny.ipynb", changed)
        case "the limits":
            limits = Limits(cell_seconds=21)
    after = grade_assignment(course, "tiny", limits=limits)
    again = {a.student for a, b in zip(after, before, strict=True) if a.key != b.key}
    assert again == ({"anna", "ben"} if what in ("the source", "the limits") else {"ben"})
    if what == "the submission":
        assert points(after)["ben"] == POINTS["right"]
        assert in_gradebook(course)["ben"]["draw-tests"][0] == 3.0


def test_force_does_it_again_with_the_same_outcome(course):
    first = grade_assignment(course, "tiny")
    record = course / ".autograder/tiny/anna/tiny.json"
    stamp = record.stat().st_mtime_ns
    again = grade_assignment(course, "tiny", students=["anna"], force=True)
    assert record.stat().st_mtime_ns != stamp
    assert timeless(again) == timeless(first[:1])


def test_who_was_ungraded_is_tried_again(course):
    path = course / "submitted/ben/tiny/tiny.ipynb"
    whole = path.read_text()
    path.write_text(whole[:100])
    assert [r.status for r in grade_assignment(course, "tiny")] == ["graded", "ungraded"]
    path.write_text(whole)
    assert [r.status for r in grade_assignment(course, "tiny")] == ["graded", "graded"]


@pytest.mark.parametrize("content", ["", '{"student": "anna"}', "null"])
def test_a_damaged_record_is_graded_again(course, content):
    first = grade_assignment(course, "tiny", students=["anna"])
    record = course / ".autograder/tiny/anna/tiny.json"
    record.write_text(content)
    with pytest.raises(StorageError, match="is damaged"):
        load_results(course, "tiny")
    assert timeless(grade_assignment(course, "tiny", students=["anna"])) == timeless(first)
    assert load_results(course, "tiny")


# Interrupted


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_keeps_what_was_graded_and_the_next_does_the_rest(
    course, jobs, monkeypatch
):
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", ForkServer)  # it is to be ended
    with pytest.raises(KeyboardInterrupt):
        grade_assignment(course, "tiny", jobs=jobs, on_progress=Progress(stop_after=1))
    (kept,) = load_results(course, "tiny")
    assert in_gradebook(course)[kept.student]["mean-tests"][0] == 2.0
    results = grade_assignment(course, "tiny", jobs=jobs)
    assert points(results) == {"anna": POINTS["right"], "ben": POINTS["half"]}
    assert kept in results  # not done again


def test_any_executor_will_do(course):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        results = grade_assignment(course, "tiny", executor=pool)
    assert points(results) == {"anna": POINTS["right"], "ben": POINTS["half"]}


class Losing(Executor):
    """Loses every task."""

    def submit(self, *_: object) -> Future:
        future: Future = Future()
        future.set_exception(MemoryError("no room"))
        return future


def test_a_lost_worker_is_ungraded_and_not_zero(course):
    results = grade_assignment(course, "tiny", executor=Losing())
    assert {r.status for r in results} == {"ungraded"}
    assert "no room" in results[0].reason
    assert points(grade_assignment(course, "tiny"))["anna"] == POINTS["right"]


# Storage


def test_a_locked_gradebook_is_said_so_and_the_next_run_completes(course, monkeypatch):
    grade_assignment(course, "tiny", students=["anna"])
    monkeypatch.setattr("sqlite3.connect", with_short_patience(sqlite3.connect))
    with sqlite3.connect(course / "gradebook.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="close whatever else uses"):
            grade_assignment(course, "tiny")
        other.rollback()
    other.close()
    assert [r.student for r in load_results(course, "tiny")] == ["anna"]
    assert points(grade_assignment(course, "tiny"))["ben"] == POINTS["half"]


def with_short_patience(connect):
    """Return a ``sqlite3.connect`` that gives up at once."""
    return lambda *args, **kwargs: connect(*args, **{**kwargs, "timeout": 0.1})


@pytest.mark.parametrize("failing", ["tiny.json", "tiny.ipynb"])
def test_a_full_disk_is_said_so_leaves_nothing_half_written_and_the_next_run_completes(
    course, monkeypatch, failing
):
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == failing and "ben" in target.parts:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StorageError, match="No space left on device") as caught:
            grade_assignment(course, "tiny", jobs=1)
    assert "run the same command again" in str(caught.value)
    assert [r.student for r in load_results(course, "tiny")] == ["anna"]
    assert not [p for p in course.rglob(".tiny*") if p.is_file()]
    results = grade_assignment(course, "tiny")
    assert points(results) == {"anna": POINTS["right"], "ben": POINTS["half"]}


def test_a_folder_that_can_not_be_written_is_said_so(course):
    (course / ".autograder").write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        grade_assignment(course, "tiny")
    (course / ".autograder").unlink()
    assert len(grade_assignment(course, "tiny")) == 2


# nbgrader's own business


def test_a_manual_score_survives_a_regrade(course):
    grade_assignment(course, "tiny")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for name, score in (("why", 1.5), ("draw-tests", 2.0)):
            grade = book.find_grade(name, "tiny", "tiny", "anna")
            grade.manual_score, grade.needs_manual_grade = score, False
        grade.extra_credit = 0.5
        book.db.commit()
    grade_assignment(course, "tiny", force=True)
    grades = in_gradebook(course)["anna"]
    assert grades["why"][1] == 1.5
    assert grades["draw-tests"][:2] == (3.0, 2.0)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        assert book.find_grade("draw-tests", "tiny", "tiny", "anna").extra_credit == 0.5


def test_late_penalties_are_kept(course):
    (course / "penalty.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, late):\n"
        "        return score / 2\n"
    )
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('\nimport sys; sys.path.insert(0, "' + str(course) + '")\n')
        config.write('c.AssignLatePenalties.plugin_class = "penalty.Half"\n')
    (course / "submitted/anna/tiny/timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.add_assignment("tiny", duedate="2030-01-01 00:00:00 UTC")
    try:
        grade_assignment(course, "tiny")
    finally:
        sys.path.remove(str(course))
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        penalties = {
            s.student.id: s.notebooks[0].late_submission_penalty
            for s in book.assignment_submissions("tiny")
        }
    assert penalties == {"anna": 2.5, "ben": None}


def test_stock_nbgrader_gives_the_same_points(tmp_path):
    chosen = {name: ANSWERS[name] for name in ("right", "half", "blank", "cheat")}
    course = make_course(tmp_path, chosen)
    grade_assignment(course, "tiny")
    ours = in_gradebook(course)
    (course / "gradebook.db").unlink()
    for step in ("generate_assignment", "autograde"):
        done = nbgrader(course, step, "--force", "tiny")
        assert done.returncode == 0, done.stderr
    stock = in_gradebook(course)
    scores = {
        student: {n: grade[0] for n, grade in grades.items()} for student, grades in ours.items()
    }
    assert {s: {n: g[0] for n, g in grades.items()} for s, grades in stock.items()} == scores


def test_the_same_code_is_tested_with_the_same_numbers_and_other_code_with_others(tmp_path):
    course = make_course(tmp_path, dict.fromkeys(("ann", "ben"), ANSWERS["right"]))

    def seeds(**options) -> dict[str, list]:
        results = grade_assignment(course, "tiny", **options)
        return {r.student: [v.seed for v in r.verdicts if v.by == "verifier"] for r in results}

    first = seeds()
    assert set(first["ann"]).isdisjoint(first["ben"])
    assert seeds(force=True) == first
    hand_in(course, "ann", ANSWERS["right"] | {"draw": ANSWERS["right"]["draw"] + "\n# once more"})
    again = seeds()
    assert again["ben"] == first["ben"]
    assert set(again["ann"]).isdisjoint(first["ann"])


# Modules beside a notebook


def test_modules_beside_a_notebook_are_imported_as_in_jupyter(tmp_path):
    right = ANSWERS["right"]
    ways = {
        "module": "from mine import mean",
        "package": "from parts.mine import mean",
        "magic": "%%writefile made.py\ndef mean(xs):\n    return sum(xs) / len(xs)",
    }
    course = make_course(
        tmp_path, {name: right | {"mean": source} for name, source in ways.items()}
    )
    for name in ("mine.py", "parts/mine.py", "parts/__init__.py"):
        for student in ("module", "package"):
            path = course / "submitted" / student / "tiny" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("" if "__init__" in name else "def mean(xs): return sum(xs) / len(xs)")
    path = course / "submitted/magic/tiny/tiny.ipynb"
    written = nbformat.read(path, as_version=4)
    at = next(i for i, c in enumerate(written.cells) if "writefile" in c.source)
    written.cells.insert(at + 1, nbformat.v4.new_code_cell("from made import mean"))
    nbformat.write(written, path)
    results = {r.student: r for r in grade_assignment(course, "tiny")}
    assert {name: result.points for name, result in results.items()} == dict.fromkeys(ways, 5.0)


def test_a_helper_beside_the_source_is_the_instructor_s_in_both_processes(tmp_path):
    course = make_course(
        tmp_path, {"ann": {"mean": "from helper import two\ndef mean(xs): return two()"}}
    )
    (course / "source/tiny/helper.py").write_text("def two(): return 2")
    (course / "submitted/ann/tiny/helper.py").write_text("def two(): return 3")
    (course / "submitted/ann/tiny/numpy.py").write_text("raise SystemExit")
    path = course / "source/tiny/tiny.ipynb"
    source = nbformat.read(path, as_version=4)
    test = next(
        c for c in source.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "mean-tests"
    )
    test.source = "import helper\nassert mean([1]) == helper.two() == 2"
    nbformat.write(source, path)
    (ann,) = grade_assignment(course, "tiny")
    verdicts = {v.grade_id: v for v in ann.verdicts}
    assert verdicts["mean-tests"].status == "passed", verdicts["mean-tests"]


# A set-up that does not run where tests are decided


def test_set_up_that_fails_in_the_verifier_is_told_before_anybody_is_graded(course):
    path, told = course / "source/tiny/tiny.ipynb", Progress()
    broken = nbformat.read(path, as_version=4)
    at = next(i for i, cell in enumerate(broken.cells) if "setup" in cell.metadata.tags)
    broken.cells[at].source = "import a_package_of_the_instructors"
    write(path, broken)
    with pytest.raises(BadSource, match=r"tiny/tiny.ipynb.*No module named 'a_package.*readable"):
        grade_assignment(course, "tiny", on_progress=told)
    assert not told
    assert not load_results(course, "tiny")


# Asking for the wrong thing


def test_an_unknown_assignment_lists_the_known_ones(course):
    write(course / "source/other/other.ipynb", source())
    assert CourseFolder.at(course).assignments() == ["other", "tiny"]
    with pytest.raises(UnknownAssignment, match=r"'tinny'; known: other, tiny"):
        grade_assignment(course, "tinny")
    with pytest.raises(UnknownAssignment):
        load_results(course, "tinny")


def test_an_unknown_student_is_named(course):
    with pytest.raises(AutograderError, match="no submission for tiny from: carl, dora"):
        grade_assignment(course, "tiny", students=["dora", "anna", "carl"])


def test_a_folder_without_a_course_is_said_so(tmp_path):
    with pytest.raises(UnknownAssignment, match="is this the course's folder"):
        grade_assignment(tmp_path, "tiny")


def test_nobody_having_handed_in_is_said_so(course):
    shutil.rmtree(course / "submitted")
    with pytest.raises(AutograderError, match="put each notebook in submitted/<student>/tiny/"):
        grade_assignment(course, "tiny")
    (course / "submitted").mkdir()
    with pytest.raises(AutograderError, match="nobody has handed in tiny"):
        grade_assignment(course, "tiny")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nbformat": 4}'])
def test_a_damaged_source_is_the_instructor_s_to_mend(course, content):
    path = course / "source/tiny/tiny.ipynb"
    path.write_text(content)
    with pytest.raises(BadSource, match=r"tiny\.ipynb"):
        grade_assignment(course, "tiny")


@pytest.mark.parametrize("cell", [code("import numpy as np", "setup"), answer("s", "x = 1")])
def test_a_set_up_that_students_could_replace_is_refused(course, cell):
    changed = source()
    cell.metadata["tags"] = ["setup"]
    changed.cells.insert(0, cell)
    write(course / "source/tiny/tiny.ipynb", changed)
    with pytest.raises(BadSource, match="students could replace it"):
        grade_assignment(course, "tiny")


# Files


def test_support_files_reach_the_kernel_and_the_instructor_s_win(course):
    shutil.rmtree(course / "submitted")
    made = notebook(
        setup("import numpy as np"),
        answer("f", BLANK_FILE),
        checked("f-tests", "assert f() == open('data.csv').read() == 'the course'", 2),
    )
    write(course / "source/tiny/tiny.ipynb", made)
    (course / "source/tiny/data.csv").write_text("the course")
    submission = notebook(*made.cells)
    submission.cells[1].source = "def f(): return open('data.csv').read() + open('mine.csv').read()"
    folder = write(course / "submitted/anna/tiny/tiny.ipynb", submission).parent
    (folder / "data.csv").write_text("the student")
    (folder / "mine.csv").write_text("")
    (folder / "secret.csv").symlink_to(course / "gradebook.db")
    (result,) = grade_assignment(course, "tiny")
    assert points([result]) == {"anna": {"f-tests": 2.0}}


BLANK_FILE = "### BEGIN SOLUTION\ndef f(): return open('data.csv').read()\n### END SOLUTION"


def test_too_many_files_are_ungraded_with_the_reason(course):
    with (course / "submitted/anna/tiny/big.bin").open("wb") as stream:
        stream.truncate(40 * 2**20)
    anna, ben = grade_assignment(course, "tiny", limits=Limits(disk_mb=20))
    assert (anna.status, ben.status) == ("ungraded", "graded")
    assert "40 MB" in anna.reason


def test_half_characters_in_what_is_printed_and_raised_stop_nobody(course):
    answers = {"mean": r"print('\ud800')", "draw": r"def draw(rng): raise ValueError('\ud800')"}
    hand_in(course, "anna", answers)
    path = course / "submitted/anna/tiny/tiny.ipynb"
    content = json.loads(path.read_text())
    content["cells"][2]["metadata"]["tags"] = ["\ud800"]
    content["cells"][1]["source"] = "\udfff"
    path.write_text(json.dumps(content))
    assert points(grade_assignment(course, "tiny"))["ben"] == POINTS["half"]


# What a broken run leaves


def test_what_a_killed_run_left_beside_the_gradebook_goes_with_the_next(tmp_path):
    course = make_course(tmp_path, {"ann": ANSWERS["right"]})
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    ours = f".gradebook-{platform.node()}-"
    left, running, elsewhere = (
        course / f"{ours}{ended.pid}-abc",
        course / f"{ours}{os.getpid()}-abc",
        course / f".gradebook-another-machine-{ended.pid}-abc",
    )
    for folder in (left, running, elsewhere):
        folder.mkdir()
        (folder / "gradebook.db").touch()
    grade_assignment(course, "tiny")
    found = {path.name for path in course.glob(".gradebook-*")}
    assert found == {running.name, elsewhere.name}
