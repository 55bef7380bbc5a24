"""Is a wrong solution rejected whoever hands it in, and a right one accepted?

    python tests/bench/power.py --seeds 200 [ASSIGNMENT …]

A student's name seeds the numbers that hidden tests draw. The bank is judged with each of ``--seeds`` seeds:
a wrong solution must be rejected by every test meant for it, in the words meant for it; a right one by none.
Prints who was not, how often, and ends with code 1 if anybody was not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import nbformat
from inside import REPO, Chapter, bounded, runs, verdicts
from nbformat import NotebookNode

sys.path.insert(0, str(REPO))

from autograder.exam.wording import readable
from course.folder import assignments_in
from course.instructor.samples import Sample, build_submission, load_samples

LIMIT = 8.0  # seconds of processor time
# A test that takes seconds of whoever solves it is asked once.
ONCE = ("mp-network-tests",)
# It is the grader that notices what a function does to its arguments: tests/test_banks.py sees to these.
GUARDED = "changed"


def surprises(chapter: Chapter, released: NotebookNode, sample: Sample, seeds: int) -> Counter[str]:
    """Return what one submission was told that it should not be, and with how many seeds."""
    found: Counter[str] = Counter()
    if GUARDED in sample.says:
        return found
    nb = build_submission(sample, released, chapter.source)
    names = chapter.names(cell.source for cell in nb.cells if runs(cell))
    times = 1 if set(ONCE) & set(sample.fails) else seeds
    said = dict.fromkeys(range(times), "")
    for test in chapter.tests:
        meant = test.name in sample.fails
        if sample.fails and not meant:
            continue  # tests/test_banks.py asks that it passes
        runs_of = 1 if test.name in ONCE else times
        for seed, error in enumerate(verdicts(test, names, runs_of, LIMIT)):
            if error is not None and meant:
                said[seed] += f" {words(error)}"
            elif meant:
                found[f"{test.name} lets it pass"] += 1
            elif error is not None:
                found[f"{test.name} rejects it: {words(error)[:300]}"] += 1
    mute = [text for text in said.values() if sample.says.lower() not in text.lower()]
    if mute:
        found[f"not told {sample.says!r} but {mute[0][:300]!r}"] += len(mute)
    return found


def words(error: BaseException) -> str:
    """Return all that a student reads of a failed check."""
    parts = (getattr(error, part, "") for part in ("expected", "got", "hint"))
    told = readable(getattr(error, "message", None) or f"{type(error).__name__}: {error}")
    return " ".join([told, *parts])


def main() -> None:
    """Judge the banks of the assignments that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--only", choices=("right", "wrong"))
    options = parser.parse_args()
    bounded()
    faults = 0
    for assignment in options.assignments or assignments_in(REPO / "source"):
        chapter = Chapter(assignment)
        path = REPO / "release" / assignment / f"{assignment}.ipynb"
        released = nbformat.read(path, as_version=4)
        for kind in (options.only,) if options.only else ("right", "wrong"):
            samples = load_samples(REPO / "tests" / "submissions" / assignment / kind)
            judged = ((x.name, surprises(chapter, released, x, options.seeds)) for x in samples)
            told = {name: found for name, found in judged if found}
            faults += len(told)
            print(
                f"{assignment}: {len(samples) - len(told)} of {len(samples)} {kind} solutions are judged "
                f"as they should be with each of {options.seeds} seeds",
                flush=True,
            )
            for name, found in told.items():
                for what, times in found.items():
                    print(f"    {name}: {times} times: {what}", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
