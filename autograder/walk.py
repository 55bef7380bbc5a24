"""Walk one notebook: student's cells to the kernel, test cells to the verifier."""

from __future__ import annotations

import math
import sys
import textwrap
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import nbformat.v4
from nbformat import NotebookNode
from nbgrader import utils

from autograder.errors import KernelFailed, KernelKilled
from autograder.exam import forked
from autograder.exam.points import NoPoints, points_shown
from autograder.exam.testcell import Shared
from autograder.exam.verifier import Examination
from autograder.notebook.flow import FLOW
from autograder.notebook.master import CHANGES, FORKED, IN_KERNEL, UNPRICED
from autograder.notebook.names import grade_id
from autograder.notebook.reconcile import is_by_hand, is_test
from autograder.seeds import Seeds
from autograder.verdict import Verdict, labelled
from autograder.workers.collector import CellRun
from autograder.workers.examiner import Setting
from autograder.workers.kernel import StudentKernel

SETUP, SHOWCASE = "setup", "showcase"  # cell tags
_NOT_RUN = {SHOWCASE, "skip-execution"}  # the second is nbclient's
_MAX_RESTARTS = 3
_SHORT = 1000  # characters of an output
_HIDDEN = "BEGIN HIDDEN TESTS"  # nbgrader's mark
_ATTEMPTS = 2  # at a test cell whose verifier failed for a reason of ours


def tags(cell: NotebookNode) -> list[str]:
    """Return the cell's tags."""
    return list(cell.metadata.get("tags", []))


class Executed(NamedTuple):
    """What came of executing one notebook."""

    verdicts: list[Verdict]
    notes: list[str]
    layers: tuple[str, ...]  # of the sandbox
    cpu_seconds: float  # of kernels and verifiers


def run_notebook(
    notebook: NotebookNode, setting: Setting, seeds: Seeds, trusted: tuple[str, ...] = ()
) -> Executed:
    """Execute a reconciled notebook in place; return its verdicts and how they came about.

    ``trusted`` are statements of the instructor's that test cells rely on beside set-up cells
    (:func:`autograder.notebook.master.trusted_statements`).

    Every graded cell gets exactly one verdict, in the notebook's order. Raises
    :class:`AutograderError` when the machinery, not the student's code, fails.
    """
    return _Run(notebook, setting, seeds, trusted).walk()


def setup_of(cells: Sequence[NotebookNode], trusted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources that a verifier runs before a test: set-up cells, then ``trusted``."""
    setup = (cell.source for cell in cells if SETUP in tags(cell) and _is_trusted(cell))
    return (*setup, *map(_if_possible, trusted))


class _Run:
    """One notebook on its way through kernels and verifiers."""

    def __init__(
        self, notebook: NotebookNode, setting: Setting, seeds: Seeds, trusted: tuple[str, ...]
    ) -> None:
        self._cells = notebook.cells
        self._setting = setting
        self._seeds = seeds
        self._setup = setup_of(self._cells, trusted)
        self._replay: list[str] = []  # what a new kernel must run to stand where the old one stood
        self._restarts = 0
        self._room = setting.limits.notebook_output_mb  # for outputs
        self._last_error = ""  # of the student's cells that the next tests are about
        self._notes: list[str] = []
        self._kernel: StudentKernel | None = None
        self._layers: tuple[str, ...] = ()
        self._cpu_seconds = 0.0
        self._given_up = ""
        self._begun = time.monotonic()
        self._used = 0.0  # processor time of kernels that have ended

    def walk(self) -> Executed:
        verdicts, tested = [], False
        try:
            self._start()
            for cell in self._cells:
                if cell.cell_type == "code":
                    cell.outputs = []
                    cell.execution_count = None
                if is_test(cell):
                    verdicts.append(self._test(cell))
                    tested = True
                elif cell.cell_type == "code" and not _NOT_RUN.intersection(tags(cell)):
                    if tested:  # not sooner: several tests may follow one solution
                        self._last_error, tested = "", False
                    self._execute(cell)
                if is_by_hand(cell):
                    verdicts.append(_by_hand(cell))
        finally:
            self._stop()
        return Executed(verdicts, self._notes, self._layers, round(self._cpu_seconds, 2))

    def _start(self) -> None:
        kernel = StudentKernel(self._setting, self._seeds.of(""))
        kernel.prepare(self._setup)
        self._kernel = kernel.__enter__()
        self._layers = self._kernel.layers

    def _stop(self) -> None:
        if self._kernel is not None:
            self._used += self._kernel.used_seconds()
            self._kernel.__exit__()
            self._cpu_seconds += self._kernel.cpu_seconds
            self._kernel = None

    def _seconds_left(self) -> tuple[float, float]:
        """Return what the next cell may take: of processor time, and by the clock.

        Either is zero or less when the notebook's time is used up.
        """
        limits, passed = self._setting.limits, time.monotonic() - self._begun
        wall_left = limits.patience * limits.notebook_seconds - passed
        left = limits.notebook_seconds - passed  # at least: it has one core
        if left < limits.cell_seconds and self._kernel is not None:
            left = limits.notebook_seconds - self._used - self._kernel.used_seconds()
        seconds = min(limits.cell_seconds, left)
        return seconds, min(limits.patience * seconds, wall_left)

    def _time_is_over(self, seconds: float, wall: float) -> bool:
        limits = self._setting.limits
        if seconds <= 0:
            self._give_up(
                f"the notebook used up its {limits.notebook_seconds:.0f} s of processor time"
            )
        elif wall <= 0:
            clock = limits.patience * limits.notebook_seconds
            self._give_up(f"the notebook used up its {clock:.0f} s by the clock")
        return seconds <= 0 or wall <= 0

    def _execute(self, cell: NotebookNode) -> None:
        run = self._run(cell.source)
        if run is None:
            return
        cell.outputs = self._kept(cell, run)
        if run.error:
            stopped = f"was stopped: {run.why}" if run.why else f"stopped with {run.error}"
            self._last_error = stopped
        if run.dead:
            self._notes.append(f"{_named(cell)}: ended the kernel ({run.why or 'it died'})")
            self._start_again()
        else:
            self._replay.append(cell.source)

    def _kept(self, cell: NotebookNode, run: CellRun) -> list[NotebookNode]:
        """Return the run's outputs, as long as there is room for them in the notebook.

        What nbgrader reads points from stays: it is short.
        """
        # in memory a text takes four times its length if one of its letters is rare
        texts = sum(sys.getsizeof(output.get("text", "")) for output in run.outputs) / 2**20
        first, self._room = self._room > 0, self._room - max(texts, run.megabytes)
        if self._room > 0:
            return run.outputs
        limit = f"{self._setting.limits.notebook_output_mb:g} MB"
        if first:
            self._notes.append(f"{_named(cell)}: outputs beyond {limit} in all are not kept")
        if not run.outputs:
            return []
        cut = nbformat.v4.new_output("stream", name="stderr", text=f"[outputs beyond {limit}]")
        points = [o for o in run.outputs[-1:] if len(str(o)) < _SHORT and is_test(cell)]
        return [cut, *points]

    def _run(self, source: str) -> CellRun | None:
        """Run in the kernel, if there is one and time left for it."""
        if self._kernel is None:
            return None
        seconds, wall = self._seconds_left()
        if self._time_is_over(seconds, wall):
            return None
        return self._kernel.run(source, seconds, wall)

    def _start_again(self) -> None:
        """Replace a dead kernel by one that has run the same cells, except the deadly one.

        Raises :class:`KernelFailed` if it was not the student's code that ended it.
        """
        self._require_own_end()
        self._stop()
        if self._restarts >= _MAX_RESTARTS:
            self._give_up(f"the kernel died {self._restarts + 1} times")
            return
        self._restarts += 1
        self._start()
        for source in self._replay:
            run = self._run(source)
            if run is None or run.dead:
                self._require_own_end()
                self._give_up("the kernel died again while its cells were run once more")
                return

    def _require_own_end(self) -> None:
        ended = self._kernel.ended if self._kernel else None
        if ended and ended.ours:
            raise KernelFailed(f"the kernel was ended from outside ({ended.why or 'killed'})")
        if ended and ended.killed and not self._setting.believing:
            raise KernelKilled("the kernel was killed again and again")

    def _give_up(self, why: str) -> None:
        self._stop()
        self._given_up = why
        self._notes.append(f"stopped: {why}")

    def _test(self, cell: NotebookNode) -> Verdict:
        begun = time.monotonic()
        points = float(cell.metadata.nbgrader["points"])
        verdict = Verdict(
            grade_id=grade_id(cell),
            status="failed",
            points=0.0,
            max_points=points,
            seed=self._seeds.of(grade_id(cell)),
            hidden=_HIDDEN in cell.source,
        )
        if {IN_KERNEL, FORKED}.intersection(tags(cell)):
            verdict = self._test_in_kernel(cell, verdict)
        elif self._kernel is None or self._time_is_over(*(left := self._seconds_left())):
            verdict = replace(verdict, message=f"not tested: {self._given_up}")
        else:
            verdict = self._examined(cell, verdict, *left)
        verdict = replace(verdict, seconds=round(time.monotonic() - begun, 3))
        if verdict.by != "in-kernel":
            _show(cell, verdict)
        return verdict

    def _examined(
        self, cell: NotebookNode, verdict: Verdict, seconds: float, wall: float
    ) -> Verdict:
        kernel = self._kernel
        assert kernel is not None
        flow = cell.metadata.get(FLOW, {})
        job = Examination(
            self._setup,
            "\n".join(filter(None, [flow.get("before"), cell.source, _unpriced(cell)])),
            verdict.seed or 0,
            wall,
            self._setting.lenient or CHANGES in tags(cell),
            Shared.told(flow),
        )
        for _ in range(_ATTEMPTS):
            answer = kernel.examine(job, seconds)
            if answer["status"] != "ungraded" or not kernel.alive:
                break
        if not kernel.alive:
            self._notes.append(f"{grade_id(cell)}: the kernel ended during the test")
            self._start_again()
        self._leave(flow.get("after"))
        return self._verdict(answer, verdict)

    def _leave(self, statements: str | None) -> None:
        """Run in the kernel what a test's visible part has defined, for the cells that follow."""
        if statements and (run := self._run(statements)) and not run.dead:
            self._replay.append(statements)

    def _verdict(self, answer: dict[str, Any], verdict: Verdict) -> Verdict:
        """Fill in what the verifier said; points never leave [0, max_points]."""
        text = {
            key: answer[key]
            for key in ("message", "expected", "got", "hint", "traceback", "printed")
            if type(answer.get(key)) is str
        }
        if answer["status"] == "failed" and self._last_error and "not defined" in text["message"]:
            text["message"] += f" (its cell {self._last_error})"
        points: float | None = 0.0
        score: dict[str, Any] = {}
        if answer["status"] == "passed":
            given = answer.get("points")
            earned = verdict.max_points if given is None else float(given)
            points = min(max(earned, 0.0), verdict.max_points) if earned == earned else 0.0
            if type(told := answer.get("score")) is float and math.isfinite(told):
                score = {"score": told, "score_of": str(answer.get("score_of", ""))}
        elif answer["status"] == "ungraded":
            points = None
        return replace(verdict, status=answer["status"], points=points, **text, **score)

    def _test_in_kernel(self, cell: NotebookNode, verdict: Verdict) -> Verdict:
        """Run the test in the student's kernel, as stock nbgrader does: it can be forged."""
        verdict = replace(verdict, by="in-kernel")
        run = self._run(_in_kernel_source(cell))
        if run is None:
            return replace(verdict, message=f"not tested: {self._given_up}")
        if FORKED in tags(cell):
            self._leave(cell.metadata.get(FLOW, {}).get("after"))
        if run.dead:
            cell.outputs = self._kept(cell, run)
            self._start_again()
            return replace(verdict, message=f"the kernel ended during the test ({run.why})")
        warnings = [o for o in run.outputs if o.output_type == "stream" and o.name == "stderr"]
        cell.outputs = [o for o in self._kept(cell, run) if o not in warnings]
        try:
            points = _printed_points(cell, verdict.max_points)
        except NoPoints as error:
            verdict = replace(verdict, status="ungraded", points=None, message=str(error))
            _show(cell, verdict)
            return verdict
        passed = points > 0 or (verdict.max_points == 0 and not run.error)
        status = "passed" if passed else "failed"
        return replace(verdict, status=status, points=points, message=run.error)


def _unpriced(cell: NotebookNode) -> str:
    """Return what keeps a test's last line from being taken for points, where it is none."""
    return "None" if UNPRICED in tags(cell) else ""


def _in_kernel_source(cell: NotebookNode) -> str:
    """Return what a test runs as in the student's kernel; of other tests only what students have."""
    source = "\n".join(filter(None, [cell.source, _unpriced(cell)]))
    if FORKED not in tags(cell):
        return source
    before = cell.metadata.get(FLOW, {}).get("before_visible")
    return forked.CALL.format(source="\n".join(filter(None, [before, source])))


def _printed_points(cell: NotebookNode, most: float) -> float:
    """Return the points of a test that ran in the kernel, and write them as nbgrader reads them.

    Raises :class:`NoPoints`.
    """
    for output in cell.outputs:
        if output.output_type == "execute_result":
            given = points_shown(output.data.get("text/plain", ""))
            if given is not None:
                points = repr(min(max(given, 0.0), most))
                output.data = NotebookNode({"text/plain": points})
    points, _ = utils.determine_grade(cell)
    return float(points or 0.0)


def _if_possible(statement: str) -> str:
    """Return a set-up cell for a statement that may need what only the student has."""
    return (
        f"try:\n{textwrap.indent(statement, '    ')}\nexcept (ImportError, NameError):\n    pass\n"
    )


def _is_trusted(cell: NotebookNode) -> bool:
    """Say whether the cell's source is the instructor's, after reconciliation."""
    return bool(cell.cell_type == "code" and grade_id(cell) and not utils.is_solution(cell))


def _named(cell: NotebookNode) -> str:
    return grade_id(cell) or f"cell {cell.get('id', '?')}"


def _by_hand(cell: NotebookNode) -> Verdict:
    points = float(cell.metadata.nbgrader["points"])
    verdict = Verdict(grade_id(cell), "ungraded", None, points, by="hand")
    unanswered = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    if unanswered and not utils.is_task(cell):
        return replace(verdict, status="failed", points=0.0, message="no answer")
    return replace(verdict, message="waits for a person")


def _show(cell: NotebookNode, verdict: Verdict) -> None:
    """Write the verdict into the cell's outputs in the form that nbgrader reads points from.

    Before it stands what the student's code printed meanwhile, for the instructor to see.
    """
    if verdict.printed:
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=verdict.printed)]
    if verdict.status == "passed":
        if verdict.points != verdict.max_points:
            data = {"text/plain": repr(verdict.points)}
            result = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
            cell.outputs.append(result)
        return
    lines = [verdict.message]
    lines += [labelled("expected", verdict.expected)] if verdict.expected else []
    lines += [labelled("got", verdict.got)] if verdict.got else []
    lines += [verdict.hint] if verdict.hint else []
    lines += [verdict.traceback] if verdict.traceback else []
    name = "Failed" if verdict.status == "failed" else "Ungraded"
    cell.outputs.append(
        nbformat.v4.new_output("error", ename=name, evalue=verdict.message, traceback=lines)
    )
