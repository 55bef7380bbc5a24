"""Wrong submissions that know the visible checks by heart: what do the hidden tests notice by themselves?

    python tests/bench/by_heart.py [--seeds N] [ASSIGNMENT …]

Each wrong submission of an assignment's bank is handed in by ``--seeds`` students, made to answer rightly
whatever the visible checks ask, and wrongly, as it does, whatever else a test asks. A test that is meant
to reject it must do so by its hidden part, for every student: prints those that passed, for how many. One
that passes without a call that wasn't known asks nothing new, which is right only where a student
constructs something.
Methods answer by what their object has been asked so far; a call is known by all that it lends but the
generators, which differ from run to run.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
from collections import Counter
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from spoilers import MEMORY, REPO, SPOILED, Bank, functions_in

from autograder.grade import grade_assignment
from autograder.limits import Limits
from course.folder import assignments_in
from course.instructor.samples import Sample, build_submission, load_samples

NOTHING_NEW = "asked nothing new"
LIMITS = Limits(cell_seconds=10.0, notebook_seconds=60.0, memory_mb=2048)
BY_HEART = '''
import copy as _copy


class _Asked:
    """What an object has been asked so far."""


def _by_heart(name, true, wrong, known):
    """Return a function that answers what is known as `true` does, and all else as `wrong` does."""
    if isinstance(true, type):
        return _class_by_heart(true, wrong, known)
    def chosen(*args, **kwargs):
        if _call(name, args, kwargs) in known:
            return true(*args, **kwargs)
        print("spoiled")
        return wrong(*args, **kwargs)
    return chosen


def _class_by_heart(true, wrong, known):
    class Both:
        def __init__(self, *args, **kwargs):
            self.__dict__.update(_asked=_Asked(), _true=true(*args, **kwargs))
            self.__dict__.update(_wrong=wrong(*args, **kwargs))
            self._is_known("__init__", args, kwargs)

        def _is_known(self, name, args, kwargs):
            self.__dict__["_known"] = (
                _call(f"{true.__name__}.{name}", (self._asked, *args), kwargs) in known
            )
            if not self._known:
                print("spoiled")

        def _do(self, name, args, kwargs):
            self._is_known(name, args, kwargs)
            spare = _copy.deepcopy((args, kwargs))
            answer = getattr(self._wrong, name)(*args, **kwargs)
            right = getattr(self._true, name)(*spare[0], **spare[1])
            return right if self._known else answer

        def __len__(self):
            return self._do("__len__", (), {})

        def __getattr__(self, name):
            if callable(getattr(self._true, name)):
                return lambda *args, **kwargs: self._do(name, args, kwargs)
            return getattr(self._true if self._known else self._wrong, name)

    return Both
'''


def solutions(bank: Bank) -> dict[str, str]:
    """Return what the solution has in each cell that students fill in, by its grade_id."""
    solved = build_submission(Sample("solved", ""), bank.released, bank.source)
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in solved.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def by_heart(bank: Bank, sample: Sample, true: dict[str, str], known: list[str]) -> NotebookNode:
    """Return a wrong submission that answers what is known as the solution does."""
    nb = build_submission(sample, bank.released, bank.source)
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.source == true.get(name, cell.source):
            continue
        names = [each for each in functions_in(true[name]) if defines(cell.source, each)]
        kept = [f"_true_{each} = {each}" for each in names]
        joined = [f"{x} = _by_heart({x!r}, _true_{x}, {x}, set({known!r}))" for x in names]
        parts = MEMORY + BY_HEART, true[name], "\n".join(kept), cell.source, "\n".join(joined)
        cell.source = "\n\n".join(parts)
    return nb


def defines(source: str, name: str) -> bool:
    """Tell whether a cell gives a name a value at its top."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    targets = [t for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
    return name in functions_in(source) + [t.id for t in targets if isinstance(t, ast.Name)]


def passed(assignment: str, folder: Path, seeds: int) -> tuple[int, Counter]:
    """Return how many wrong submissions there are, and how many students passed which test with each."""
    bank = Bank(assignment, folder)
    true, known = solutions(bank), sorted(bank.known())
    samples = {s.name: s for s in load_samples(REPO / "tests/submissions" / assignment / "wrong")}
    for name, sample in samples.items():
        nb = by_heart(bank, sample, true, known)
        for number in range(seeds):
            bank.hand_in(folder, f"{name}.{number}", nb)
    found: Counter = Counter()
    for result in grade_assignment(folder, assignment, limits=LIMITS, jobs=2):
        name = result.student.rpartition(".")[0]
        meant = samples[name].fails
        for v in result.verdicts:
            if v.grade_id in meant and v.points:
                new = SPOILED.search(v.printed)
                found[name, v.grade_id if new else f"{v.grade_id}, {NOTHING_NEW}"] += 1
    return len(samples), found


def main() -> int:
    """Print what wrong submissions pass; return 1 if anything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--seeds", type=int, default=3, help="students for each wrong submission")
    options = parser.parse_args()
    holes = 0
    for assignment in options.assignments or assignments_in(REPO / "source"):
        with tempfile.TemporaryDirectory() as folder:
            count, found = passed(assignment, Path(folder), options.seeds)
        print(f"{assignment}: {count} wrong submissions by heart; passed:", "" if found else "none")
        for (name, test), students in sorted(found.items()):
            print(f"  {name}: {test}, for {students} of {options.seeds} students", flush=True)
        holes += sum(not test.endswith(NOTHING_NEW) for _, test in found)
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
