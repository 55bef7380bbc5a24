"""A solved notebook and its tests in this very process, for benchmarks that run them a thousand times.

Grading runs the same test cells outside the student's process, in a sandbox: what is measured here is
what the tests say, and nothing hostile may be run in this way.
"""

from __future__ import annotations

import contextlib
import functools
import io
import resource
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType

import nbformat
import numpy as np
from chapters import REPO, run
from nbformat import NotebookNode

MEMORY = 16 << 30  # bytes that a process of these benchmarks may map: a runaway loop ends there
SETTLED = 3  # runs without a random number, after which another seed changes nothing


class TooLongError(BaseException):
    """The time of what runs is over; no test catches this by the way."""


@dataclass(frozen=True)
class Test:
    """A test cell, hidden part included."""

    name: str
    source: str
    code: CodeType

    @functools.cached_property
    def speaks_of(self) -> frozenset[str]:
        """The names that the cell reads or binds."""
        return frozenset(self.code.co_names)


def nbgrader(cell: NotebookNode) -> dict:
    """Return a cell's nbgrader metadata, or an empty dict."""
    return cell.metadata.get("nbgrader", {})


def runs(cell: NotebookNode) -> bool:
    """Say whether a cell runs between the set-up and the tests, and is no show."""
    is_test = cell.cell_type != "code" or nbgrader(cell).get("grade", False)
    return not is_test and not {"setup", "showcase"} & set(cell.metadata.get("tags", ()))


class Chapter:
    """The code cells of an assignment: what sets up, what is run, and what tests."""

    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        path = REPO / "source" / assignment / f"{assignment}.ipynb"
        self.source = nbformat.read(path, as_version=4)
        self.setup: dict[str, object] = {"__name__": "__main__"}  # as in a notebook
        self.tests: list[Test] = []
        self.others: list[NotebookNode] = []
        for cell in self.source.cells:
            if runs(cell):
                self.others.append(cell)
            elif cell.cell_type == "code" and nbgrader(cell).get("grade"):
                name = nbgrader(cell)["grade_id"]
                self.tests.append(Test(name, cell.source, compile(cell.source, name, "exec")))
            elif "setup" in cell.metadata.get("tags", ()):
                exec(compile(cell.source, cell.id, "exec"), self.setup)

    def names(self, sources: Iterable[str]) -> dict[str, object]:
        """Return what tests see of a notebook with these cells: what they define, and the set-up's names.

        The cells may give names of the set-up other values. As in grading, only they see these.
        """
        names = dict(self.setup)
        for source in sources:
            with quiet():
                run(source, names)
        return names | self.setup


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Print nothing, and warn of nothing."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        np.errstate(all="ignore"),
    ):
        yield


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLongError in what takes more processor time than this."""

    def ring(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def bounded() -> None:
    """Let this process map no more than MEMORY."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def verdict(
    test: Test, names: dict[str, object], seed: int, seconds: float = 600
) -> BaseException | None:
    """Return why a test rejects what these names stand for, or None."""
    np.random.seed(seed)  # noqa: NPY002 - the state from which check.rng draws
    try:
        with quiet(), at_most(seconds):
            exec(test.code, dict(names))
    except (Exception, TooLongError) as error:
        return error
    return None


def verdicts(
    test: Test, names: dict[str, object], seeds: int, seconds: float = 600
) -> list[BaseException | None]:
    """Return what a test says with each seed; None where it passes.

    Once it has drawn no number for SETTLED seeds, the seeds to come would be told the same.
    """
    found: list[BaseException | None] = []
    drawn = False
    for seed in range(seeds):
        if seed >= SETTLED and not drawn:
            return found + found[-1:] * (seeds - seed)
        found.append(verdict(test, names, seed, seconds))
        drawn = drawn or drew(seed)
    return found


def drew(seed: int) -> bool:
    """Say whether numpy's global state is another than after seeding: a test has drawn from it."""
    _, words, place, *_ = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed)  # noqa: NPY002
    _, fresh, start, *_ = np.random.get_state()  # noqa: NPY002
    return place != start or not np.array_equal(words, fresh)
