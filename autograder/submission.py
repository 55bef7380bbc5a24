"""One submission, once, from the student's folder to its verdicts. Runs wherever an executor puts it."""

from __future__ import annotations

import functools
import tempfile
import time
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path

import nbformat

from autograder.errors import (
    AutograderError,
    ClusterUnavailable,
    KernelFailed,
    KernelKilled,
    SandboxUnavailable,
)
from autograder.files import component, notebook_text
from autograder.notebook.intake import find_notebook, read_notebook, read_timestamp
from autograder.notebook.pictures import attach_files
from autograder.notebook.reconcile import reconcile
from autograder.seeds import Seeds, code_of
from autograder.staging import lay_out
from autograder.tasks import Outcome, Task, versions
from autograder.verdict import Graded
from autograder.walk import run_notebook
from autograder.workers.reader import read_confined

_SUSPECTED = 2  # deaths of a submission's kernel for which nobody gives a reason
_ATTEMPTS = 5  # at a submission, when the grader, not the student's code, fails


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
            return Outcome(ungraded(task, str(error)))
        except Exception as error:  # a defect of ours: one submission, not the class
            reason = f"the grader failed ({type(error).__name__}: {error})"
    return Outcome(ungraded(task, reason))


def _attempt(task: Task, *, believing: bool) -> Outcome:
    begun = time.monotonic()
    place = Path(task.setting.address).parent  # see autograder.sandbox.confine.private_folder
    component(task.student)
    handed_in, doubts = read_timestamp(Path(task.folder))
    with tempfile.TemporaryDirectory(prefix="files-", dir=place) as files:
        path = find_notebook(Path(task.folder), task.notebook)
        reader = functools.partial(read_confined, task.setting)
        master = nbformat.v4.reads(task.master)  # ours, and valid: no need to look again
        submitted = read_notebook(path, task.setting.limits, reader)
        attach_files(submitted.cells, path.parent, task.setting.limits.pictures_mb)
        notebook, notes = reconcile(submitted, master)
        setting = replace(task.setting, student_files=files, believing=believing)
        staged = lay_out(Path(task.folder), setting.trusted_files, files, setting.limits)
        doubts += staged.remarks
        code = code_of(notebook, staged.digest)
        seeds = Seeds(task.secret, task.student, task.assignment, code)
        done = run_notebook(notebook, setting, seeds, task.trusted)
    graded = Graded(
        student=task.student,
        assignment=task.assignment,
        notebook=task.notebook,
        status="graded",
        verdicts=tuple(done.verdicts),
        handed_in=handed_in,
        notes=(*doubts, *notes, *done.notes),
        layers=done.layers,
        key=task.key,
        versions=versions(),
        seconds=round(time.monotonic() - begun, 3),
        cpu_seconds=done.cpu_seconds,
    )
    return Outcome(graded, notebook_text(notebook))


def ungraded(task: Task, reason: str) -> Graded:
    """Return the result of a submission that could not be graded at all."""
    names = (task.student, task.assignment, task.notebook)
    return Graded(*names, status="ungraded", reason=reason, versions=versions())


def outcome_of(future: Future[Outcome], task: Task) -> Outcome:
    """Return what came of a task; who lost it lost one submission, not the class.

    Raises ``ClusterUnavailable``: that is about all tasks, and says what to do.
    """
    try:
        return future.result()
    except ClusterUnavailable:
        raise
    except (Exception, CancelledError) as error:
        return Outcome(ungraded(task, f"the grader failed ({type(error).__name__}: {error})"))
