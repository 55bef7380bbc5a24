"""A gradebook that is a database on a server: it may go away, be shared, be closed to us, and nothing is lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
import sqlalchemy
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI

from autograder import entries
from autograder.coursefolder import CourseFolder
from autograder.database import Database
from autograder.errors import BadSource, GradebookAway, StorageError
from autograder.grade import grade_assignment
from autograder.gradebook import load_results
from autograder.patience import Patience
from autograder.report.manual import merge_manual
from autograder.workers.kernel import Setting
from course.handin.one import grade_one
from course.handin.roster import Student, enter
from course.handout.gradescope import build_autograder
from course.instructor.demo import demo_folder
from course.marking.ledger import Ledger
from tests.autograder.beginnings import STUDENTS, Beginning, begin
from tests.autograder.formgrader import enter_comment, enter_points
from tests.autograder.notebooks import ANSWERS, WarmServer, make_course, nbgrader
from tests.bench.classes import database_of, gradebook_of, on_record, put_on
from tests.postgres import PASSWORD, Server

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def warm(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each run of the grader use the fork server that is there already."""
    monkeypatch.setattr(
        "autograder.workers.forkserver.ForkServer", lambda *_, **__: WarmServer(setting.address)
    )


@pytest.fixture(scope="module")
def marked(
    tmp_path_factory: pytest.TempPathFactory, setting: Setting, postgres: Server
) -> Beginning:
    """Return a class that a person has marked, with its gradebook on a server."""
    return begin(tmp_path_factory.mktemp("courses"), setting, postgres)["marked"]


@pytest.fixture
def course(tmp_path: Path, postgres: Server) -> Path:
    """Return a small course never graded, whose database is there and empty."""
    root = make_course(tmp_path, {"anna": ANSWERS["right"], "ben": ANSWERS["half"]})
    put_on(postgres, root)
    return root


# An address that can't be used

WORD = "correct-horse"


USES: dict[str, Callable[[Path, str], object]] = {
    "grading": lambda root, _: grade_assignment(root, "tiny"),
    "reports": lambda _, url: merge_manual([], url),
    "marking": lambda _, url: Ledger(url).names(),
    "the roster": lambda _, url: enter([Student("anna")], url),
}


def used(who: str, root: Path, url: str) -> object:
    """Have somebody use the gradebook that is at an address."""
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    return USES[who](root, url)


@pytest.mark.parametrize("who", USES)
@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            f"mysql://ada:{WORD}@db.example/rl",
            r"mysql://ada:\*\*\*@db.example/rl needs the Python module MySQLdb.*install it",
        ),
        (
            f"postgresql+psycopg2://ada:{WORD}@db.example/rl",
            r"module psycopg2.*write postgresql://… instead: the extra \[postgres\]",
        ),
        (
            f"oracel://ada:{WORD}@db.example/rl",
            r"oracel://ada:\*\*\*@db.example/rl can't be used: there is no such kind of database",
        ),
        (f"postgres://ada:{WORD}@db.example/rl", r"no such kind of database; write postgresql://…"),
        (f"{WORD} and nonsense", r"c\.CourseDirectory\.db_url is no address of a database"),
        (f"postgresql://ada:a@{WORD}@db.example/rl", r"%40 for an @ in it"),
        (f"postgresql://ada@db.example:{WORD}/rl", r"is no address of a database"),
        (
            f"postgresql://ada@localhost/rl?password={WORD}&nonsense=1",
            r"look at c\.CourseDirectory",
        ),
    ],
)
def test_an_address_that_can_not_be_used_is_one_line_without_its_password(tmp_path, url, told, who):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    with pytest.raises(StorageError, match=told) as caught:
        used(who, root, url)
    shown = "".join(traceback.format_exception(caught.value))
    assert WORD not in shown
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_without_its_driver_one_line_names_the_extra(monkeypatch, scheme):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match=r"module psycopg, .*the extra \[postgres\] has") as said:
        Database.at(f"{scheme}://ada:{WORD}@db.example/rl")
    assert WORD not in "".join(traceback.format_exception(said.value))


def denied(server: Server, name: str) -> str:
    """Return the address of a database in which a user may not create tables, as is usual."""
    with server.connect(name) as connection:
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'correct-horse'")
    return server.url(name, user="guest", password=WORD)


UNUSABLE = {
    "a wrong password": (
        lambda server, name: server.url(name, password=WORD),
        "password authentication failed.*lets this user in",
    ),
    "no such database": (
        lambda server, name: server.url("nobodys", user="ada"),
        'database "nobodys" does not exist',
    ),
    "no server": (
        lambda server, name: f"postgresql://ada:{WORD}@127.0.0.1:1/rl",
        "Connection refused.*see that its server runs",
    ),
    "no rights": (denied, "permission denied.*createdb --owner"),
}


@pytest.mark.parametrize("who", ["grading", "the roster"])
@pytest.mark.parametrize("what", UNUSABLE)
def test_a_database_that_does_not_let_one_in_is_one_line_at_once(tmp_path, postgres, what, who):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    address, told = UNUSABLE[what]
    url = address(postgres, postgres.new_database())
    with pytest.raises(StorageError, match=told) as caught:
        used(who, root, url)
    shown = "".join(traceback.format_exception(caught.value))
    for secret in (WORD, PASSWORD, quote(PASSWORD, safe="")):
        assert secret not in shown
    assert "\n" not in str(caught.value)


# One that goes away while a class is graded


class Trouble:
    """Something that keeps everybody from a database, until it is mended."""

    def __init__(self, kind: str, server: Server, name: str) -> None:
        self._kind, self._server, self._name = kind, server, name
        self._taken: list[psycopg.Connection] = []

    def strike(self) -> None:
        """Begin."""
        server = self._server
        if self._kind == "a restart":
            server.stop(signal.SIGINT)
        elif self._kind == "a crash":
            server.stop(signal.SIGQUIT)
        elif self._kind == "no database":
            with server.connect() as connection:
                connection.execute(f'ALTER DATABASE "{self._name}" RENAME TO elsewhere')
        elif self._kind == "another password":
            self._taken = [server.connect()]
            self._taken[0].execute("ALTER USER ada PASSWORD 'changed'")
        else:
            with suppress(psycopg.OperationalError):
                while True:
                    self._taken.append(server.connect())

    def mend(self) -> None:
        """End."""
        server = self._server
        if self._kind in ("a restart", "a crash"):
            server.start()
        elif self._kind == "no database":
            with server.connect() as connection:
                connection.execute(f'ALTER DATABASE elsewhere RENAME TO "{self._name}"')
        elif self._kind == "another password":
            self._taken[0].execute(f"ALTER USER ada PASSWORD '{PASSWORD}'")
        for connection in self._taken:
            connection.close()


TROUBLES = {
    "a restart": "Connection refused",
    "a crash": "Connection refused",
    "no database": "does not exist",
    "another password": "password authentication failed",
    "too many connections": "too many clients already",
}


@pytest.mark.parametrize("stored", [1, STUDENTS - 1])
@pytest.mark.parametrize("kind", TROUBLES)
def test_one_that_goes_away_is_told_of_once_and_the_same_run_goes_on_when_it_is_back(
    tmp_path, marked, postgres, kind, stored
):
    root = marked.copy(tmp_path / "course")
    trouble = Trouble(kind, postgres, database_of(root).url.database)
    told: list[str] = []

    def strike(result: object, done: int, total: int) -> None:
        if done == stored:
            trouble.strike()

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 1:
            trouble.mend()

    marked.grade(root, on_progress=strike, patience=Patience(tell))
    assert on_record(root) == marked.reference
    waiting, going_on = told
    assert TROUBLES[kind] in waiting
    assert "Waiting for it, 10 minutes at most" in waiting
    assert "going on" in going_on
    assert not any(secret in waiting for secret in (PASSWORD, quote(PASSWORD, safe="")))


def test_one_that_stays_away_ends_the_run_in_a_line_and_the_next_one_completes(
    tmp_path, marked, postgres
):
    root = marked.copy(tmp_path / "course")
    trouble = Trouble("a restart", postgres, "")

    def strike(result: object, done: int, total: int) -> None:
        if done == 2:
            trouble.strike()

    with pytest.raises(GradebookAway, match="run the same command again"):
        marked.grade(root, on_progress=strike, patience=Patience(longest=0.1))
    trouble.mend()
    assert len(load_results(root, "tiny")) == 2
    marked.grade(root)
    assert on_record(root) == marked.reference


def test_whose_sessions_are_ended_at_any_statement_stores_all_the_same(tmp_path, marked, postgres):
    ended_at, count = 0, 0

    def strike(*_: object) -> None:
        nonlocal count
        count += 1
        if count == ended_at:
            postgres.end_sessions()

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", strike)
    try:
        marked.grade(marked.copy(tmp_path / "in peace"))
        total = count
        for ended_at in range(1, total, max(1, total // 20)):
            root, count = marked.copy(tmp_path / f"course{ended_at}"), 0
            try:
                marked.grade(root)
            except GradebookAway:  # before it was reached for the first time
                marked.grade(root)
            assert count >= ended_at
            count = -1_000_000  # who looks is let alone
            assert on_record(root) == marked.reference, f"after statement {ended_at} of {total}"
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", strike)


class Commits:
    """Counts what is committed; of one commit nobody hears that it was done."""

    def __init__(self, lost: int = 0) -> None:
        self.lost, self.count = lost, 0

    def __call__(self, commit: Callable[[psycopg.Connection], None]) -> Callable:
        """Return ``Connection.commit`` with that in it."""

        def committing(connection: psycopg.Connection) -> None:
            commit(connection)
            self.count += 1
            if self.count == self.lost:
                connection.close()
                raise psycopg.OperationalError("server closed the connection unexpectedly")

        return committing


def test_what_was_written_though_nobody_said_so_is_not_written_twice(tmp_path, marked, monkeypatch):
    def graded(commits: Commits) -> Path:
        root = marked.copy(tmp_path / f"course{commits.lost}")
        with monkeypatch.context() as patch:
            patch.setattr(psycopg.Connection, "commit", commits(psycopg.Connection.commit))
            try:
                marked.grade(root)
            except GradebookAway:  # before it was reached for the first time
                marked.grade(root)
        return root

    commits = Commits()
    graded(commits)
    total = commits.count
    for lost in range(1, total + 1, max(1, total // 12)):
        assert on_record(graded(Commits(lost))) == marked.reference, f"commit {lost} of {total}"


# Several at once


ASSIGNMENTS = ("tiny", "second")


def two_assignments(root: Path) -> Path:
    """Make a course whose students have handed in the same twice."""
    make_course(root, ANSWERS)
    (root / ".autograder").mkdir()
    (root / ".autograder/secret").write_text("5" * 64)
    for place in (root / "source", *(root / "submitted").iterdir()):
        shutil.copytree(place / "tiny", place / "second")
        (place / "second/tiny.ipynb").rename(place / "second/second.ipynb")
    return root


def scores(root: Path) -> dict[tuple[str, str, str], tuple]:
    """Return what stands in the gradebook, by assignment, student and cell."""
    with gradebook_of(root) as book:
        return {
            (assignment, of.student.id, grade.cell.name): (grade.auto_score, grade.manual_score)
            for assignment in ASSIGNMENTS
            for of in book.assignment_submissions(assignment)
            for grade in of.notebooks[0].grades
        }


@pytest.mark.slow
def test_of_two_graders_on_two_assignments_and_a_person_in_formgrader_nothing_is_lost(
    tmp_path, postgres
):
    root = two_assignments(tmp_path)
    alone = shutil.copytree(root, tmp_path.with_name(f"{tmp_path.name} alone"))
    put_on(postgres, root)
    for assignment in ASSIGNMENTS:
        grade_assignment(alone, assignment)
    command = "import sys; from course.cli import main; sys.exit(main())"
    words = [sys.executable, "-W", "ignore", "-c", command, "--course", str(root), "grade"]
    given: dict[tuple[str, str, str], float] = {}
    said: dict[tuple[str, str], str] = {}
    for more in ([], ["--force"]):  # a gradebook to be made; all that is in it to be written anew
        graders = [
            subprocess.Popen(
                [*words, one, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for one in ASSIGNMENTS
        ]
        while any(grader.poll() is None for grader in graders):
            mark(root, given, said)
        for grader in graders:
            output, _ = grader.communicate()
            assert grader.returncode == 0, output
            assert "Waiting" not in output
    assert len(given) == 2 * len(ANSWERS) * len(ASSIGNMENTS)
    expected = {key: (auto, given.get(key)) for key, (auto, _) in scores(alone).items()}
    assert scores(root) == expected
    with gradebook_of(root) as book:
        for (assignment, student), text in said.items():
            comment = book.find_comment("why", assignment, assignment, student)
            assert comment.manual_comment == text


def mark(root: Path, given: dict, said: dict) -> None:
    """Give every submission that is there some points and a comment, as Formgrader does."""
    time.sleep(0.05)
    if not inspected(root):
        return
    with gradebook_of(root) as book:
        for assignment in ASSIGNMENTS:
            for student in ANSWERS:
                for name in ("draw-tests", "why"):
                    try:
                        row = book.find_grade(name, assignment, assignment, student)
                    except MissingEntry:
                        continue
                    points = float(len(said) % 4) / 2
                    enter_points(book, row.id, manual_score=points, extra_credit=None)
                    given[assignment, student, name] = points
                    comment = book.find_comment("why", assignment, assignment, student)
                    text = f"Comment {len(given)} for {student} 🐺"
                    enter_comment(book, comment.id, text)
                    said[assignment, student] = text


def inspected(root: Path) -> bool:
    """Whether the gradebook is made: this person only looks."""
    with database_of(root).engine().connect() as connection:
        return sqlalchemy.inspect(connection).has_table("grade")


def test_of_many_who_make_the_gradebook_at_once_each_finds_it_whole(course):
    place = database_of(course)
    failures: list[BaseException] = []

    def make() -> None:
        try:
            place.gradebook().close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with place.engine().connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchall()
    assert len(version) == 1


@pytest.mark.parametrize("step", ["_cells", "renew_penalties"])
def test_who_marks_while_a_result_is_written_loses_nothing(course, monkeypatch, step):
    """The points come after what the writer has read, or after what it has changed: these wait."""
    grade_assignment(course, "tiny")
    usual, marker, waited = getattr(entries, step), [], []

    def by_hand() -> None:
        with gradebook_of(course) as book:
            row = book.find_grade("draw-tests", "tiny", "tiny", "anna")
            enter_points(book, row.id, manual_score=2.0, extra_credit=None)

    def meanwhile(*arguments: Any) -> Any:
        found = usual(*arguments)
        if not marker:
            marker.append(threading.Thread(target=by_hand))
            marker[0].start()
            marker[0].join(1.0)
            waited.append(marker[0].is_alive())
        return found

    monkeypatch.setattr(entries, step, meanwhile)
    grade_assignment(course, "tiny", students=["anna"], force=True)
    marker[0].join()
    assert waited == [step == "renew_penalties"]
    with gradebook_of(course) as book:
        row = book.find_grade("draw-tests", "tiny", "tiny", "anna")
        assert (row.auto_score, row.manual_score) == (3.0, 2.0)
        assert row.needs_manual_grade == (step == "_cells")  # graded anew after the points


# nbgrader's own tools


def test_its_tables_and_their_version_are_those_that_nbgrader_makes(postgres, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    ours, theirs = (postgres.url(postgres.new_database()) for _ in range(2))
    Database.at(ours).create_tables()
    Gradebook(theirs).close()
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, udt_name "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    )
    found = []
    for url in (ours, theirs):
        with Database.at(url).engine().connect() as connection:
            rows = {tuple(row) for row in connection.exec_driver_sql(columns)}
            version = connection.exec_driver_sql("SELECT * FROM alembic_version").fetchall()
            courses = connection.exec_driver_sql("SELECT * FROM course").fetchall()
        found.append((rows, version, courses))
    assert found[0] == found[1]
    assert len(found[0][0]) > 40


def test_nbgrader_grades_exports_and_lists_what_is_there(course):
    grade_assignment(course, "tiny")
    ours = tiny(course)
    done = nbgrader(course, "autograde", "tiny", "--force")
    assert done.returncode == 0, done.stderr
    assert PASSWORD not in done.stderr + done.stdout
    assert tiny(course) == ours
    done = nbgrader(course, "export")
    assert done.returncode == 0, done.stderr
    assert "anna" in (course / "grades.csv").read_text()
    api = NbGraderAPI(CourseFolder.at(course).directory)
    (listed,) = api.get_assignments()
    assert (listed["name"], listed["num_submissions"]) == ("tiny", 2)
    assert len(api.get_submissions("tiny")) == 2
    assert len(api.get_students()) == 2
    assert len(api.get_notebooks("tiny")) == 1
    assert len(api.get_notebook_submissions("tiny", "tiny")) == 2
    assert len(api.get_student_submissions("anna")) == 1
    assert len(api.get_student_notebook_submissions("anna", "tiny")) == 1


def tiny(root: Path) -> dict[tuple[str, str], tuple]:
    """Return scores of the small assignment by student and cell."""
    with gradebook_of(root) as book:
        return {
            (of.student.id, grade.cell.name): (grade.auto_score, grade.needs_manual_grade)
            for of in book.assignment_submissions("tiny")
            for grade in of.notebooks[0].grades
        }


# What must not reach the class, or anybody else


def test_what_is_tried_out_elsewhere_keeps_a_gradebook_of_its_own(course):
    """A demo, or one hand-in that a platform grades, with the configuration of a class."""
    folder = demo_folder(course)
    try:
        assert database_of(folder).file == folder / "gradebook.db"
    finally:
        shutil.rmtree(folder)
    told = grade_one(course / "submitted/anna/tiny/tiny.ipynb", course)
    assert told["score"] == 5.0, told
    assert not inspected(course), "nothing was entered in the database of the class"


def test_a_configuration_with_a_password_is_not_packed_for_gradescope(course):
    with pytest.raises(BadSource, match=r"has the password.*~/\.pgpass") as caught:
        build_autograder(course, "tiny", course / "tiny.zip")
    assert PASSWORD not in str(caught.value)
    assert quote(PASSWORD, safe="") not in str(caught.value)
    assert not (course / "tiny.zip").exists()
