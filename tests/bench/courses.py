"""Do other people's courses get the points here that stock nbgrader gives?

    python tests/bench/courses.py FOLDER [--course NAME ...] [--jobs N] [--csv FILE]

FOLDER holds a folder for each course, in any tree: each notebook with autograded test cells in it,
the instructor's version, is an assignment of its own, with the files beside it. Three submissions of
each are graded, by ``nbgrader autograde`` as it comes and by ours with the settings as they come:

    solved     what students get, filled in with the instructor's solutions
    untouched  what students get
    mutated    the solved one, in which up to five cells have a small mistake (of ``mutations.py``)

Each cell that differs is a line. ``silent``: ours gives less, as if it were the student's fault.
``loud``: ours refuses or leaves open, and says why. ``more``: ours gives more. An honest cell is one of a
solved notebook to which stock gives points. Where a refusal names a test, the others of the notebook
are graded again with that one in ``in_kernel``, as its instructor would be told to do.

What does not run under stock (packages, data, Python 2, other languages) is listed apart. Before it is
graded a source is brought up to date as ``nbgrader update`` does, its kernel is called ``python3``, and a
test worth nothing gets a point, so that its verdict can be seen. Courses run their authors' code: read it
first. Stock runs as ``nobody`` where this runs as root; each side has ``--seconds`` for a notebook.

A course's packages must be installed beside the grader: an environment of its own, in which the project
is installed with ``pip install --no-deps --editable .``, is the place to run this.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from foreign import KINDS, graded, has_tests, language, lay_out, one_line

PYTHON = ("python", "python2", "python3", "ipython")
NONE = float("nan")


@dataclass(frozen=True)
class Cell:
    """What both sides say of a test cell in one submission."""

    course: str
    notebook: str
    grade_id: str
    kind: str
    stock: float
    ours: float
    differs: str  # "", silent, loud or more
    status: str
    by: str
    message: str


@dataclass
class Compared:
    """One notebook, graded by both."""

    course: str
    notebook: str
    trouble: str = ""  # why it says nothing about ours: it doesn't run under stock
    defect: str = ""  # what our grader did that it must not do
    first_error: str = ""  # of the solved notebook, under stock
    failures: dict[str, str] = field(default_factory=dict)  # submissions that stock can't grade
    cells: list[Cell] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Read the command line, grade, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--course", action="append", help="only this one (may be repeated)")
    parser.add_argument("--notebook", default="", help="only notebooks with this in their path")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only these submissions")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--csv", type=Path, help="where to write a line for each cell")
    parser.add_argument("--seconds", type=float, default=300, help="for a notebook, on each side")
    options = parser.parse_args()
    found = notebooks_with_tests(options.folder, options.course, options.notebook)
    if not found:
        sys.exit(f"no notebook below {options.folder} has autograded test cells")
    kinds = [kind for kind in KINDS if kind in (options.kind or KINDS)]

    def compare(one: tuple[str, Path]) -> Compared:
        return compared(options.folder / one[0], one[1], kinds, options.seconds)

    everything = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for done in pool.map(compare, found):
            everything.append(done)
            tell(done)
            if options.csv:
                write_csv(options.csv, everything)
    summarise(everything)


def notebooks_with_tests(
    folder: Path, courses: list[str] | None, part: str
) -> list[tuple[str, Path]]:
    """Return the course and the path of each notebook with autograded tests and ``part`` in its path."""
    names = courses or sorted(path.name for path in folder.iterdir() if path.is_dir())
    found = []
    for name in names:
        for path in sorted((folder / name).rglob("*.ipynb")):
            hidden = ".ipynb_checkpoints" in path.parts
            if part in str(path) and not hidden and has_tests(path):
                found.append((name, path))
    return found


def compared(course: Path, path: Path, kinds: list[str], seconds: float) -> Compared:
    """Grade the submissions of one notebook on both sides."""
    done = Compared(course.name, str(path.relative_to(course)))
    if language(path) not in PYTHON:
        done.trouble = f"its kernel speaks {language(path)}"
        return done
    with tempfile.TemporaryDirectory(prefix="course-") as place:
        Path(place).chmod(0o755)
        theirs, here = Path(place) / "stock", Path(place) / "ours"
        try:
            lay_out(path, theirs)
        except Exception as error:  # whatever a public notebook may hold
            done.trouble = f"not brought up to date: {type(error).__name__}: {one_line(error)}"
            return done
        (theirs / "kinds").write_text(" ".join(kinds))
        stock = graded("stock", theirs, seconds)
        if "error" in stock:
            done.trouble = f"stock: {stock['error']}"
            return done
        for name in ("source", "submitted"):
            shutil.copytree(theirs / name, here / name)
        ours = graded("ours", here, seconds)
    done.seconds = {"stock": stock["seconds"], "ours": ours.get("seconds", seconds)}
    done.defect, done.first_error = ours.get("error", ""), stock["first_error"]
    done.failures = stock["failures"]
    for kind in kinds:
        for grade_id, points in stock["points"].get(kind, {}).items():
            done.cells.append(cell_of(done, kind, grade_id, points, ours))
    if "solved" in kinds and not any(c.stock for c in done.cells if c.kind == "solved"):
        why = done.failures.get("solved") or done.first_error or "no test passes"
        done.trouble = f"no points from stock for the solved one: {why}"
    return done


def cell_of(done: Compared, kind: str, grade_id: str, points: float, ours: dict) -> Cell:
    """Return what both sides say of one cell."""
    refused = ours.get("refused", {}).get(grade_id)
    verdict = ours.get("verdicts", {}).get(kind, {}).get(grade_id)
    where = (done.course, done.notebook, grade_id, kind, points)
    if refused or verdict is None or verdict["points"] is None:
        told = (verdict or {}).get("message") or ours.get("reasons", {}).get(kind)
        why = one_line(refused or told or ours.get("error") or "no verdict at all")
        by = (verdict or {}).get("by", "")
        return Cell(*where, NONE, "loud", "refused" if refused else "ungraded", by, why)
    differs = ""
    if abs(verdict["points"] - points) > 1e-6:
        differs = "silent" if verdict["points"] < points else "more"
    told = (verdict["status"], verdict["by"], one_line(verdict["message"]))
    return Cell(*where, verdict["points"], differs, *told)


def tell(done: Compared) -> None:
    """Print a line for a notebook, and one for each of its cells that differs."""
    took = " ".join(f"{side} {seconds:.1f} s" for side, seconds in done.seconds.items())
    same = sum(not cell.differs for cell in done.cells)
    print(
        f"{done.course}/{done.notebook}: {same} of {len(done.cells)} the same  {took}", flush=True
    )
    if done.trouble:
        print(f"  does not run under stock: {done.trouble}")
    if done.defect:
        print(f"  DEFECT of ours: {done.defect}")
    for kind, why in done.failures.items():
        print(f"  stock can't grade the {kind} one: {why}")
    for cell in done.cells:
        if cell.differs:
            points = f"stock {cell.stock:g}, ours {cell.ours:g}"
            how = f"{cell.status}{' in the kernel' if cell.by == 'in-kernel' else ''}"
            where = f"{cell.course}/{cell.notebook}/{cell.grade_id}"
            print(f"  {cell.differs}: {where} {cell.kind}: {points}, {how}: {cell.message}")


def write_csv(path: Path, everything: list[Compared]) -> None:
    """Write a line for each cell."""
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow([*(each.name for each in fields(Cell)), "runs"])
        for done in everything:
            for cell in done.cells:
                table.writerow([*asdict(cell).values(), "no" if done.trouble else "yes"])


def summarise(everything: list[Compared]) -> None:
    """Print the figures."""
    run = [done for done in everything if not done.trouble]
    print()
    for done in everything:
        where = f"{done.course}/{done.notebook}"
        if done.trouble:
            print(f"does not run under stock: {where}: {done.trouble}")
        if done.defect:
            print(f"DEFECT of ours: {where}: {done.defect}")
    cells = [cell for done in run for cell in done.cells]
    honest = [cell for cell in cells if cell.kind == "solved" and cell.stock > 0]
    same = sum(not cell.differs for cell in honest)
    outside = sum(cell.by == "verifier" and cell.status != "refused" for cell in honest)
    print(f"\ncourses: {len({d.course for d in run})} of {len({d.course for d in everything})}")
    print(f"notebooks: {len(run)} of {len(everything)} run under stock")
    print(f"test cells: {len({(c.course, c.notebook, c.grade_id) for c in cells})}")
    print(f"honest cells: {len(honest)}; with stock's points: {_share(same, honest)};")
    print(f"  decided outside the kernel: {_share(outside, honest)}")
    for kind in KINDS:
        these = [cell for cell in cells if cell.kind == kind]
        counts = Counter(cell.differs or "same" for cell in these)
        row = ", ".join(f"{name} {counts[name]}" for name in ("same", "silent", "loud", "more"))
        print(f"{kind}: {len(these)} cells: {row}")
    for side in ("stock", "ours"):
        print(f"seconds of {side}: {sum(done.seconds.get(side, 0) for done in run):.0f}")


def _share(part: int, whole: list) -> str:
    return f"{part} ({100 * part / len(whole):.1f} %)" if whole else "none"


if __name__ == "__main__":
    main()
