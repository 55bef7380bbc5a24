"""Does grading the same work again give the same verdicts, in any order, alone or beside others?

    python tests/bench/regrade.py --times 1000 [--assignment value_iteration] [--jobs 2]

Two submissions, one of a real assignment and one of the small class of the tests, are graded
``--times`` times each; the first ten times by ``force``, gradebook and all, the rest by an executor
that runs each task again and again. Then the whole bank of the assignment and the small class are
graded one after the other, and once more in random order and several at a time. All that a result
says must be the same, down to the last message; only durations may differ.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from classes import bank_class, small_class
from tqdm import tqdm

from autograder.grade import grade_assignment
from autograder.verdict import Graded

FORCED = 10  # runs of the whole grader, each of which starts a fork server


class Again(Executor):
    """Runs each task many times, ``jobs`` at a time, and keeps what came of it."""

    def __init__(self, times: int, jobs: int) -> None:
        self._times = times
        self._jobs = jobs
        self.results: list[Graded] = []

    def submit(self, work: Callable, task: Any) -> Future:  # type: ignore[override]
        """Do the work at once; the future holds the last outcome."""
        last: Future = Future()
        with ThreadPoolExecutor(self._jobs) as pool:
            runs = pool.map(work, [task] * self._times)
            for outcome in tqdm(runs, total=self._times, disable=not sys.stderr.isatty()):
                self.results.append(outcome.graded)
        last.set_result(outcome)
        return last


class Shuffled(Executor):
    """Waits for ``count`` tasks, then does them in random order, ``jobs`` at a time."""

    def __init__(self, count: int, jobs: int, seed: int) -> None:
        self._count = count
        self._order = random.Random(seed)
        self._waiting: list[tuple[Future, Callable, Any]] = []
        self._pool = ThreadPoolExecutor(jobs)

    def submit(self, work: Callable, task: Any) -> Future:  # type: ignore[override]
        """Promise the outcome; begin when the last task has come."""
        promise: Future = Future()
        self._waiting.append((promise, work, task))
        if len(self._waiting) == self._count:
            self._order.shuffle(self._waiting)
            for waiting in self._waiting:
                self._pool.submit(self._keep, *waiting)
        return promise

    def _keep(self, promise: Future, work: Callable, task: Any) -> None:
        try:
            promise.set_result(work(task))
        except BaseException as error:
            promise.set_exception(error)


def timeless(result: Graded) -> str:
    """Return all that a result says, except how long it took."""

    def without(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {key: value for key, value in pairs if not key.endswith("seconds")}

    return json.dumps(json.loads(result.to_json(), object_pairs_hook=without), sort_keys=True)


def again(root: Path, assignment: str, student: str, times: int, jobs: int) -> bool:
    """Grade one submission many times and print how many different results that gave."""
    begun = time.perf_counter()
    forced = min(FORCED, times)
    results = []
    for _ in range(forced):
        results += grade_assignment(root, assignment, students=[student], force=True)
    executor = Again(times - forced, jobs)
    if times > forced:
        grade_assignment(
            root, assignment, students=[student], force=True, executor=executor, jobs=jobs
        )
    sets = Counter(timeless(result) for result in results + executor.results)
    points = {(result.status, result.points) for result in results + executor.results}
    print(
        f"{assignment} ({student}): graded {sets.total()} times, {len(sets)} different results, "
        f"points {sorted(points)}, {time.perf_counter() - begun:.0f} s",
        flush=True,
    )
    explain(list(sets))
    return len(sets) == 1


def shuffled(root: Path, assignment: str, jobs: int, seed: int) -> bool:
    """Grade a class in order, then in random order and in parallel, and print what differs."""
    begun = time.perf_counter()
    one = grade_assignment(root, assignment, force=True, jobs=1)
    executor = Shuffled(len(one), jobs, seed)
    two = grade_assignment(root, assignment, force=True, executor=executor)
    pairs = [(timeless(a), timeless(b)) for a, b in zip(one, two, strict=True)]
    different = [pair for pair in pairs if pair[0] != pair[1]]
    print(
        f"{assignment}: {len(one)} submissions in order and shuffled, {jobs} at a time: "
        f"{len(different)} results differ, {time.perf_counter() - begun:.0f} s",
        flush=True,
    )
    for pair in different:
        explain(list(pair))
    return not different


def explain(results: list[str]) -> None:
    """Print in what the first two results differ."""
    if len(results) < 2:
        return
    one, two = (json.loads(result) for result in results[:2])
    for key in one:
        if key == "verdicts":
            for old, new in zip(one[key], two[key], strict=True):
                for field in (f for f in old if old[f] != new[f]):
                    name = f"{one['student']} {old['grade_id']}"
                    print(f"    {name}: {field} {old[field]!r} or {new[field]!r}"[:400])
        elif one[key] != two[key]:
            print(f"    {one['student']}: {key} {one[key]!r} or {two[key]!r}"[:400])


def main() -> None:
    """Measure, and end with code 1 if anything differed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--assignment", default="value_iteration")
    parser.add_argument("--students", type=int, default=30, help="of each class")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="of the order")
    options = parser.parse_args()
    same = []
    with tempfile.TemporaryDirectory() as real, tempfile.TemporaryDirectory() as small:
        bank_class(options.assignment, options.students, Path(real))
        small_class(options.students, Path(small))
        for root, assignment in ((Path(small), "tiny"), (Path(real), options.assignment)):
            same.append(again(root, assignment, "student001", options.times, options.jobs))
            same.append(shuffled(root, assignment, options.jobs, options.seed))
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
