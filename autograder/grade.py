"""Grade a class: many submissions through any executor, one writer of the gradebook.

A submission's result is kept in ``.autograder/<assignment>/<student>/<notebook>.json`` under a key: a
hash of everything the verdicts depend on. The record is written last, after the gradebook and the
graded notebook, so that whatever interrupts a run, the next one redoes exactly what has no record.
"""

from __future__ import annotations

import compileall
import contextlib
import functools
import hashlib
import importlib.metadata
import json
import logging
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import nbformat
import sqlalchemy
import sqlalchemy.exc
from nbgrader import utils
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import (
    AutograderError,
    BadSubmission,
    KernelFailed,
    KernelKilled,
    SandboxUnavailable,
    StorageError,
    UnknownAssignment,
)
from autograder.execute import (
    SandboxedExecute,
    Seeds,
    course_secret,
    instructors_copy,
    run_notebook,
)
from autograder.files import write_whole
from autograder.limits import Limits
from autograder.notebook.intake import find_notebook, read_notebook
from autograder.notebook.master import register, trusted_statements
from autograder.notebook.reconcile import grade_id, reconcile
from autograder.sandbox import confine
from autograder.verdict import Graded
from autograder.workers import forkserver
from autograder.workers.examiner import Setting

_SUSPECTED = 2  # deaths of a submission's kernel for which nobody gives a reason
_ATTEMPTS = 5  # at a submission, when the grader, not the student's code, fails
_PACKAGES = ("numpy", "gymnasium", "tensorflow", "ipykernel", "nbgrader")
Progress = Callable[[Graded, int, int], None]


@dataclass(frozen=True)
class Task:
    """All that grading one notebook of one student needs; plain, so any executor can carry it."""

    student: str
    assignment: str
    notebook: str
    folder: str  # where the student's files are
    master: str  # the instructor's copy, as JSON
    trusted: tuple[str, ...]  # statements that its test cells rely on
    setting: Setting
    secret: bytes
    key: str


@dataclass(frozen=True)
class Outcome:
    """A result and the executed notebook behind it (empty if there is none)."""

    graded: Graded
    executed: str = ""


def known_assignments(root: Path) -> list[str]:
    """Return the names of the assignments in the course at ``root``, sorted."""
    source = Path(_course(root)[0].source_directory)
    folder = source if source.is_absolute() else root / source
    return sorted({path.parent.name for path in folder.glob("*/*.ipynb")})


def load_results(root: Path, assignment: str) -> list[Graded]:
    """Return what is on record for an assignment, in order of students and notebooks.

    Raises :class:`UnknownAssignment`, and :class:`StorageError` for a damaged record.
    """
    _require_assignment(root, assignment)
    results = []
    for path in sorted((root / ".autograder" / assignment).glob("*/*.json")):
        try:
            results.append(Graded.from_json(path.read_text()))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StorageError(f"{path} is damaged ({error}): delete it and grade again") from error
    return results


def grade_assignment(
    root: Path,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int | None = None,
    limits: Limits | None = None,
    force: bool = False,
    unsafe_no_sandbox: bool = False,
    executor: Executor | None = None,
    servers: forkserver.ForkServers | None = None,
    on_progress: Progress | None = None,
) -> list[Graded]:
    """Grade what is in ``submitted/`` for one assignment; return results in order of students.

    Work already done is not done again unless ``force``. ``jobs`` submissions run at a time
    (default: one a core), or as ``executor`` decides. Who grades several assignments lends
    ``servers`` that go on to the next. ``on_progress(result, done, total)`` is called after each
    result is safely stored. Raises :class:`AutograderError`.
    """
    root = root.resolve()
    _require_assignment(root, assignment)
    course, config = _course(root)
    _find_alembic()
    names = _students(root, course, assignment, students)
    if not unsafe_no_sandbox:
        confine.require_support()
    step = SandboxedExecute(config=config)
    masters = _masters(root, course, config, assignment)
    setting = Setting(
        limits=limits or Limits(**step.limits),
        address="",  # of a fork server, once there is one
        readable=tuple(step.readable),
        confined=not unsafe_no_sandbox,
    )
    tasks = list(_tasks(root, course, assignment, masters, names, setting))
    book = _Writer(root, course, config, assignment)
    earlier = [None if force else book.earlier(task) for task in tasks]
    todo = [task for task, found in zip(tasks, earlier, strict=True) if found is None]
    results: list[Graded] = []

    def note(result: Graded) -> None:
        results.append(result)
        if on_progress is not None:
            on_progress(result, len(results), len(tasks))

    with contextlib.ExitStack() as stack:
        if todo:  # the fork server imports what the notebooks do; there is other work meanwhile
            servers = servers or stack.enter_context(forkserver.ForkServers())
            server = servers.start(_imported_by(masters, tuple(step.preload)))
            for folder in setting.readable:  # the confined can't leave compiled modules behind
                compileall.compile_dir(folder, quiet=2)
        for name, master in masters.items():
            book.register(master, name)
        for result in filter(None, earlier):
            note(result)
        if todo:
            server.wait_until_ready()
            for outcome in _outcomes(_on(server, todo), jobs, executor, server):
                book.store(outcome)
                note(outcome.graded)
    return sorted(results, key=lambda r: (r.student, r.notebook))


def _imported_by(
    masters: dict[str, nbformat.NotebookNode], always: tuple[str, ...]
) -> tuple[str, ...]:
    sources = [cell.source for master in masters.values() for cell in master.cells]
    return forkserver.preload_for(sources, always)


def _on(server: forkserver.ForkServer, tasks: list[Task]) -> list[Task]:
    """Return the tasks with a fork server to be done on."""
    confined = tasks[0].setting.confined
    namespaces = confined and forkserver.support(server.address)[0]
    setting = replace(tasks[0].setting, address=server.address, namespaces=namespaces)
    return [replace(task, setting=setting) for task in tasks]


def _outcomes(
    tasks: list[Task],
    jobs: int | None,
    executor: Executor | None,
    server: forkserver.ForkServer,
) -> Iterator[Outcome]:
    """Yield an outcome for each task as it is ready; one job is a plain loop."""
    jobs = jobs or os.cpu_count() or 1
    if executor is None and (jobs == 1 or len(tasks) < 2):
        yield from map(grade_task, tasks)
        return
    with contextlib.ExitStack() as stack:
        pool = executor or stack.enter_context(ThreadPoolExecutor(jobs))
        futures = {pool.submit(grade_task, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                yield _outcome_of(future, futures.pop(future))  # its notebook is not kept
        except BaseException:
            for future in futures:
                future.cancel()
            server.close()  # running kernels end with it, and so do the threads that wait for them
            raise


def _outcome_of(future: Future[Outcome], task: Task) -> Outcome:
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # a lost worker: one submission, not the class
        return Outcome(_ungraded(task, f"the grader failed ({type(error).__name__}: {error})"))


def grade_task(task: Task) -> Outcome:
    """Grade one submission. Never raises for anything a student can hand in.

    What fails for a reason of ours is tried again. A kernel that was killed without a word may
    have killed itself: that is believed when it happens once more than others are suspected.
    """
    killed = 0
    for _ in range(_ATTEMPTS):
        try:
            return _attempt(task, believing=killed == _SUSPECTED)
        except KernelKilled as error:
            killed += 1
            reason = str(error)
        except (KernelFailed, SandboxUnavailable) as error:
            reason = str(error)
        except AutograderError as error:
            return Outcome(_ungraded(task, str(error)))
        except Exception as error:  # a defect of ours: one submission, not the class
            reason = f"the grader failed ({type(error).__name__}: {error})"
    return Outcome(_ungraded(task, reason))


def _attempt(task: Task, *, believing: bool) -> Outcome:
    begun = time.monotonic()
    place = Path(task.setting.address).parent  # see autograder.sandbox.confine.private_folder
    with tempfile.TemporaryDirectory(prefix="files-", dir=place) as files:
        path = find_notebook(Path(task.folder), task.notebook)
        submitted = read_notebook(path, task.setting.limits)
        master = nbformat.v4.reads(task.master)  # ours, and valid: no need to look again
        notebook, notes = reconcile(submitted, master)
        setting = replace(task.setting, student_files=_staged(task, files), believing=believing)
        seeds = Seeds(task.secret, task.student, task.assignment)
        done = run_notebook(notebook, setting, seeds, task.trusted)
    graded = Graded(
        student=task.student,
        assignment=task.assignment,
        notebook=task.notebook,
        status="graded",
        verdicts=tuple(done.verdicts),
        notes=(*notes, *done.notes),
        layers=done.layers,
        key=task.key,
        versions=versions(),
        seconds=round(time.monotonic() - begun, 3),
        cpu_seconds=done.cpu_seconds,
    )
    return Outcome(graded, nbformat.v4.writes(notebook) + "\n")


def _staged(task: Task, folder: str) -> str:
    """Lay out the kernel's files: what the student handed in, under what the course provides."""
    sizes = sum(p.lstat().st_size for p in Path(task.folder).rglob("*") if not p.is_symlink())
    if sizes > task.setting.limits.disk_mb * 2**20:
        raise BadSubmission(f"the files handed in are {sizes / 2**20:.0f} MB large")
    confine.copy_files(task.folder, folder)
    if task.setting.trusted_files:
        confine.copy_files(task.setting.trusted_files, folder)
    return folder


def _ungraded(task: Task, reason: str) -> Graded:
    names = (task.student, task.assignment, task.notebook)
    return Graded(*names, status="ungraded", reason=reason, versions=versions())


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that verdicts depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


# ---------------------------------------------------------------- the course folder


def _course(root: Path) -> tuple[CourseDirectory, Config]:
    """Return nbgrader's view of the course at ``root``, and its configuration."""
    config = Config()
    if (root / "nbgrader_config.py").exists():
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    return CourseDirectory(config=config), config


def _find_alembic() -> None:
    """Let nbgrader find its ``alembic`` program, which lies beside this Python, not on the PATH."""
    if shutil.which("alembic") is None:
        folder = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])


def _make_gradebook(url: str) -> None:
    """Create the gradebook, if it is a file, in one step: nbgrader would take half of one for whole."""
    parts = sqlalchemy.engine.make_url(url)
    path = Path(parts.database or ":memory:")
    if parts.get_backend_name() != "sqlite" or path.name == ":memory:" or path.exists():
        return
    with tempfile.TemporaryDirectory(prefix=".gradebook-", dir=path.parent) as folder:
        fresh = Path(folder, path.name)
        try:
            Gradebook(f"sqlite:///{fresh}").close()
        except subprocess.CalledProcessError as error:
            raise StorageError(
                f"no gradebook could be made ({error}): run the same command again"
            ) from error
        with contextlib.suppress(FileExistsError):  # somebody was quicker
            path.hardlink_to(fresh)


def _require_assignment(root: Path, assignment: str) -> None:
    known = known_assignments(root)
    if assignment not in known:
        listed = ", ".join(known) if known else "none: is this the course's folder?"
        raise UnknownAssignment(f"there is no assignment {assignment!r}; known: {listed}")


def _students(
    root: Path, course: CourseDirectory, assignment: str, wanted: Sequence[str] | None
) -> list[str]:
    submitted = root / course.submitted_directory
    if not submitted.is_dir():
        raise AutograderError(
            f"there is no folder {submitted}: put each notebook in "
            f"{submitted.name}/<student>/{assignment}/"
        )
    found = sorted(p.parent.name for p in submitted.glob(f"*/{assignment}"))
    if wanted is None:
        if not found:
            raise AutograderError(f"nobody has handed in {assignment} in {submitted}")
        return found
    missing = sorted(set(wanted) - set(found))
    if missing:
        raise AutograderError(f"no submission for {assignment} from: {', '.join(missing)}")
    return sorted(set(wanted))


def _masters(
    root: Path, course: CourseDirectory, config: Config, assignment: str
) -> dict[str, nbformat.NotebookNode]:
    """Return the instructor's copies of the assignment's notebooks, by name."""
    paths = sorted((root / course.source_directory / assignment).glob("*.ipynb"))
    return {path.stem: instructors_copy(path, config) for path in paths}


def _tasks(
    root: Path,
    course: CourseDirectory,
    assignment: str,
    masters: dict[str, nbformat.NotebookNode],
    students: list[str],
    setting: Setting,
) -> Iterator[Task]:
    source = root / course.source_directory / assignment
    setting = replace(setting, trusted_files=str(source))
    secret = course_secret(root)
    for name, master in masters.items():
        text, trusted = nbformat.writes(master), trusted_statements(master)
        common = _digest(
            text.encode(),
            json.dumps([asdict(setting.limits), versions(), setting.confined]).encode(),
            *_contents([Path(__file__).parent, source, *map(Path, setting.readable)]),
        )
        for student in students:
            folder = root / course.submitted_directory / student / assignment
            key = _digest(common.encode(), *_contents([folder]))
            where = (student, assignment, name, str(folder))
            yield Task(*where, text, trusted, setting, secret, key)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _contents(folders: list[Path]) -> Iterator[bytes]:
    """Yield names and contents of the files in ``folders``; of huge files and links, the facts."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if "__pycache__" in path.parts or path.is_dir():
                continue
            yield str(path.relative_to(folder)).encode("utf-8", "surrogateescape")
            if path.is_symlink() or not path.is_file() or path.stat().st_size > 64 * 2**20:
                yield repr(path.lstat()[:7]).encode()
            else:
                try:
                    yield path.read_bytes()
                except OSError as error:
                    yield repr(error).encode()


def _is_not_about_the_database(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Rolling back session")


class _Writer:
    """The only one who writes the gradebook, the graded notebooks and the records."""

    def __init__(
        self, root: Path, course: CourseDirectory, config: Config, assignment: str
    ) -> None:
        self._root = root
        self._course = course
        self._config = config
        self._assignment = assignment
        self._records = root / ".autograder" / assignment
        self._late = AssignLatePenalties(config=config)
        self._late.init_plugin()

    @functools.cached_property
    def _gradebook(self) -> Gradebook:
        """One for the whole run, as each makes an engine of its own; ``with`` frees its connection."""
        return Gradebook(self._course.db_url)

    def register(self, master: nbformat.NotebookNode, notebook: str) -> None:
        """Make sure the gradebook knows the cells of the instructor's copy."""
        text = _digest(nbformat.writes(master).encode())
        stamp = self._records / f"{notebook}.master"
        with self._explained():
            _make_gradebook(self._course.db_url)
            if stamp.exists() and stamp.read_text() == text and self._is_known(notebook):
                return
            url = self._course.db_url
            register(master, self._assignment, notebook, url, self._config)
            write_whole(stamp, text)

    def _is_known(self, notebook: str) -> bool:
        try:
            with self._gradebook as gradebook:
                gradebook.find_notebook(notebook, self._assignment)
        except MissingEntry:
            return False
        return True

    def earlier(self, task: Task) -> Graded | None:
        """Return the result on record if it is for just this work and complete."""
        path = self._record(task.student, task.notebook)
        try:
            result = Graded.from_json(path.read_text())
        except (OSError, ValueError, TypeError, KeyError):
            return None  # not there, or not whole: graded again
        complete = all(v.status != "ungraded" or v.by == "hand" for v in result.verdicts)
        return result if result.key == task.key and complete else None

    def _record(self, student: str, notebook: str) -> Path:
        return self._records / student / f"{notebook}.json"

    def store(self, outcome: Outcome) -> None:
        """Keep one outcome. Raises :class:`StorageError`; then nothing is half-written."""
        graded = outcome.graded
        record = self._record(graded.student, graded.notebook)
        with self._explained():
            if graded.status == "graded":
                record.unlink(missing_ok=True)  # until all is written, there is no result
                self._enter_scores(graded, outcome.executed)
                write_whole(record.with_suffix(".ipynb"), outcome.executed)
                self._keep_for_formgrader(graded, outcome.executed)
            write_whole(record, graded.to_json())

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn trouble with disk and database into one line; spare the reader nbgrader's."""
        nbgraders = logging.getLogger("tornado.application")  # where it shows the traceback first
        nbgraders.addFilter(_is_not_about_the_database)
        try:
            with warnings.catch_warnings():
                # nbgrader adds a submission's parts in an order that SQLAlchemy remarks upon
                warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)
                yield
        except OSError as error:
            raise StorageError(
                f"can't write {error.filename or 'a file'}: {error.strerror}. Nothing was lost: "
                "make room or give leave to write, then run the same command again"
            ) from error
        except (sqlalchemy.exc.OperationalError, InvalidEntry) as error:
            # nbgrader turns some of them into entries that are not valid
            cause = error.__context__ if isinstance(error, InvalidEntry) else error
            if not isinstance(cause, sqlalchemy.exc.OperationalError):
                raise
            raise StorageError(
                f"the gradebook can't be written ({cause.orig}): make room or close whatever else "
                f"uses {self._course.db_url}, then run the same command again"
            ) from error
        finally:
            nbgraders.removeFilter(_is_not_about_the_database)

    def _enter_scores(self, graded: Graded, executed: str) -> None:
        """Write all scores of one notebook in one transaction; manual scores stay."""
        where = (graded.notebook, graded.assignment, graded.student)
        folder = self._root / self._course.submitted_directory / graded.student / self._assignment
        timestamp = self._course.get_existing_timestamp(str(folder))
        notebook = nbformat.v4.reads(executed)
        with self._gradebook as gradebook:
            gradebook.update_or_create_student(graded.student)
            given = {"timestamp": timestamp} if timestamp else {}
            gradebook.update_or_create_submission(self._assignment, graded.student, **given)
            held = gradebook.find_submission_notebook(*where)
            grades = {grade.name: grade for grade in held.grades}
            comments = {comment.name: comment for comment in held.comments}
            for verdict in graded.verdicts:
                grade = grades[verdict.grade_id]
                grade.auto_score = verdict.points
                grade.needs_manual_grade = verdict.points is None or grade.manual_score is not None
            for cell in notebook.cells:
                if utils.is_solution(cell):
                    checksum = cell.metadata.nbgrader.get("checksum")
                    same = checksum == utils.compute_checksum(cell)
                    comments[grade_id(cell)].auto_comment = "No response." if same else None
            gradebook.db.flush()
            held.late_submission_penalty = self._late_penalty(gradebook, graded.student, held)
            gradebook.db.commit()

    def _late_penalty(
        self, gradebook: Gradebook, student: str, held: SubmittedNotebook
    ) -> float | None:
        """Return what nbgrader's plugin for late submissions takes off: at most the score."""
        late = gradebook.find_submission(self._assignment, student).total_seconds_late
        if late <= 0:
            return None
        gradebook.db.refresh(held)  # its score is added up by the database
        penalty = self._late.plugin_inst.late_submission_penalty(student, held.score, late)
        return penalty if penalty is None else min(max(penalty, 0.0), held.score)

    def _keep_for_formgrader(self, graded: Graded, executed: str) -> None:
        """Put the executed notebook where nbgrader's tools look for it."""
        folder = self._root / self._course.autograded_directory / graded.student / self._assignment
        write_whole(folder / f"{graded.notebook}.ipynb", executed)
        submitted = (
            self._root / self._course.submitted_directory / graded.student / self._assignment
        )
        stamp = submitted / "timestamp.txt"
        if stamp.is_file() and not stamp.is_symlink():
            shutil.copyfile(stamp, folder / "timestamp.txt")
