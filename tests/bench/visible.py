"""What students are told before they hand in: wrong submissions, judged by the visible checks alone.

    python tests/bench/visible.py [ASSIGNMENT …]

Grades the banks of wrong submissions against notebooks whose hidden tests are cut out, and prints for
each assignment how many a visible check rejects, and how many of them with the words meant for them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from autograder.grade import grade_assignment  # noqa: E402
from autograder.verdict import Graded  # noqa: E402
from course.folder import assignments_in  # noqa: E402
from course.instructor.samples import Sample, build_submission, load_samples  # noqa: E402
from course.release import blanks  # noqa: E402
from course.release.build import release  # noqa: E402


def told(assignment: str, root: Path) -> dict[str, str]:
    """Return for each wrong sample: "explained", "rejected" (in other words) or "accepted"."""
    samples = load_samples(REPO / "tests" / "submissions" / assignment / "wrong")
    name = f"{assignment}/{assignment}.ipynb"
    shutil.copy(REPO / "nbgrader_config.py", root)
    shutil.copytree(REPO / "source" / assignment, root / "source" / assignment)
    source = nbformat.read(root / "source" / name, as_version=4)
    for cell in source.cells:
        cell.source = blanks.hide_regions(cell.source, blanks.HIDDEN).visible
    nbformat.write(source, root / "source" / name)
    release(root, assignment)
    released = nbformat.read(root / "release" / name, as_version=4)
    for sample in samples:
        place = root / "submitted" / sample.name / name
        place.parent.mkdir(parents=True)
        nbformat.write(build_submission(sample, released, source), place)
    results = {result.student: result for result in grade_assignment(root, assignment)}
    return {sample.name: _outcome(sample, results[sample.name]) for sample in samples}


def _outcome(sample: Sample, result: Graded) -> str:
    failed = [v for v in result.verdicts if v.by != "hand" and v.status != "passed"]
    if not any(v.grade_id in sample.fails for v in failed):
        return "accepted"
    said = " ".join(f"{v.message} {v.expected} {v.got} {v.hint}" for v in failed)
    return "explained" if sample.says.lower() in said.lower() else "rejected"


def main() -> int:
    """Print a line for each assignment and the names of what is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = assignments_in(REPO / "source")
    parser.add_argument("assignments", nargs="*", help="default: all")
    for assignment in parser.parse_args().assignments or known:
        with tempfile.TemporaryDirectory() as folder:
            outcomes = told(assignment, Path(folder))
        kinds = list(outcomes.values())
        rejected = len(kinds) - kinds.count("accepted")
        print(
            f"{assignment}: {rejected} of {len(kinds)} wrong submissions are rejected by what "
            f"students see, {kinds.count('explained')} in the words meant for them"
        )
        for kind in ("rejected", "accepted"):
            names = sorted(name for name, outcome in outcomes.items() if outcome == kind)
            if names:
                print(f"  {kind}: {', '.join(names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
