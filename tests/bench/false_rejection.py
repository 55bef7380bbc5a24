"""How often does chance alone reject a right solution?

    python tests/bench/false_rejection.py [ASSIGNMENT …] [--tests bandits-epsilon-greedy-tests …] --runs 3000

Runs each test cell, hidden part included, again and again against the solution in the source notebook,
each time with other random numbers, and prints how often it failed and, by Clopper and Pearson
(1934), the largest rate that is still compatible with that count at 95 % confidence.

For each assignment it also adds up the error rates that its checks of frequencies were asked for, all of
them exact: by the union bound, chance alone rejects a right solution no more often than that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from inside import REPO, Chapter, Test, verdict
from scipy import stats
from tqdm import tqdm

sys.path.insert(0, str(REPO))

from course.folder import assignments_in
from lib import check


def rejections(chapter: Chapter, names: dict[str, object], test: Test, runs: int) -> list[str]:
    """Return the message of every run in which the test rejected the solution."""
    seeds = tqdm(range(runs), desc=test.name, disable=not sys.stderr.isatty())
    errors = (verdict(test, names, seed) for seed in seeds)
    return [str(error) for error in errors if error is not None]


@contextmanager
def added_up() -> Iterator[list[float]]:
    """Yield the error rates of all checks of frequencies that are made meanwhile."""
    rates: list[float] = []
    true = check.frequencies

    def frequencies(*args: object, error_rate: float = 1e-7, **kwargs: object) -> None:
        rates.append(error_rate)
        true(*args, error_rate=error_rate, **kwargs)

    with mock.patch.object(check, "frequencies", frequencies):
        yield rates


def main() -> None:
    """Measure the named tests, or all of the assignments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--tests", nargs="*", help="grade_ids of test cells (default: all)")
    parser.add_argument("--runs", type=int, default=3000)
    options = parser.parse_args()
    for assignment in options.assignments or assignments_in(REPO / "source"):
        chapter = Chapter(assignment)
        names = chapter.names(cell.source for cell in chapter.others)
        with added_up() as rates:
            for test in chapter.tests:
                verdict(test, names, 0)
        print(
            f"{assignment}: {len(rates)} checks of frequencies in all its tests, which reject a right "
            f"solution with probability {sum(rates):.1e} at most",
            flush=True,
        )
        for test in chapter.tests:
            if not options.runs or test.name not in (options.tests or [test.name]):
                continue
            messages = rejections(chapter, names, test, options.runs)
            count = len(messages)
            bound = stats.beta.ppf(0.95, count + 1, options.runs - count)
            print(f"{test.name}: {count} of {options.runs} rejected; below {bound:.1e} (95 %)")
            for message in messages[:3]:
                print(f"    {message}")


if __name__ == "__main__":
    main()
