"""``course grade-one``: one hand-in, graded where a platform runs it, with no class and no gradebook to keep.

Whatever happens, a ``results.json`` is left behind that says so (the format: Gradescope, "Autograder Specifications").
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from nbgrader.api import Gradebook

from autograder.coursefolder import OWN_GRADEBOOK, CourseFolder
from autograder.errors import AutograderError, BadSubmission
from autograder.files import TIMESTAMP, component, write_whole
from autograder.grade import grade_assignment
from autograder.gradebook import Writer, load_results
from autograder.report.export import gradescope
from autograder.report.manual import merge_manual
from autograder.report.marks import classes
from course.handin.collect import OWN, Recogniser
from course.handin.parcels import Parcel, parcels_in, unpacked

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
CONFIG = "c = get_config()\n"  # nbgrader's defaults, and the sandbox that is ours
SECRET = Path(".autograder") / "secret"
OURS = "This is not your doing, and not a zero: tell your instructor."


def grade_one(
    handed_in: Path,
    course: Path,
    *,
    metadata: Mapping[str, Any] | None = None,
    hidden: Visibility = "after_due_date",
) -> dict[str, Any]:
    """Grade a notebook, a zip, or a folder with one of them, and return Gradescope's results.

    ``course``: a folder with ``source/<assignment>/``, and what belongs to it: a configuration, the secret of its
    seeds. ``metadata``: Gradescope's of the hand-in: who, when, until when. ``hidden``: who sees tests that have a part
    that students don't. What can't be graded has a score of 0 and an output that says why. Raises nothing
    but what is a defect of ours.
    """
    metadata = metadata or {}
    try:
        with tempfile.TemporaryDirectory(prefix="grade-one-") as scratch:
            root = Path(scratch)
            assignment = _lay_out(root, handed_in, course, metadata)
            return _graded(root, assignment, hidden)
    except BadSubmission as error:
        return _nothing(f"Not graded: {error}")
    except AutograderError as error:
        return _nothing(f"Not graded: {error}. {OURS}")


def _lay_out(root: Path, handed_in: Path, course: Path, metadata: Mapping[str, Any]) -> str:
    """Make a course of one student, and return the assignment. Raises ``BadSubmission``, ``AutograderError``."""
    config = course / "nbgrader_config.py"
    settings = config.read_text("utf-8") if config.is_file() else CONFIG
    (root / config.name).write_text(settings + OWN_GRADEBOOK.format(root=root), "utf-8")
    shutil.copytree(course / "source", root / "source")
    if (course / SECRET).is_file():
        (root / SECRET.parent).mkdir()
        shutil.copyfile(course / SECRET, root / SECRET)
    folder = CourseFolder.at(root)
    files = [one for parcel in parcels_in(handed_in) for one in _opened(parcel)]
    assignment, chosen = _chosen(files, Recogniser(folder))
    users = metadata.get("users") or [{}]
    student = str(users[0].get("sid") or users[0].get("email") or users[0].get("id") or "student")
    target = folder.submission(component(student), assignment)
    target.mkdir(parents=True)
    for parcel in files:
        beside = parcel.path.parent == next(iter(chosen.values())).path.parent
        if beside and parcel.path.suffix != ".ipynb" and not OWN & set(parcel.path.parts):
            (target / component(parcel.path.name, "the file")).write_bytes(parcel.read())
    for notebook, parcel in chosen.items():
        (target / f"{notebook}.ipynb").write_bytes(parcel.read())
    if created := _moment(metadata.get("created_at")):
        (target / TIMESTAMP).write_text(f"{created:%Y-%m-%d %H:%M:%S} UTC")
    writer = Writer(folder, assignment)
    for name, master in folder.masters(assignment).items():
        writer.register(master, name)
    if due := _moment((metadata.get("assignment") or {}).get("due_date")):
        with Gradebook(folder.directory.db_url) as gradebook:
            gradebook.update_or_create_assignment(assignment, duedate=due.replace(tzinfo=None))
    return assignment


def _opened(parcel: Parcel) -> list[Parcel]:
    return unpacked(parcel) if parcel.path.suffix.lower() == ".zip" else [parcel]


def _chosen(files: list[Parcel], recogniser: Recogniser) -> tuple[str, dict[str, Parcel]]:
    """Return the assignment, and each of its notebooks that was handed in. Raises ``BadSubmission``."""
    found: dict[tuple[str, str], list[Parcel]] = {}
    for parcel in files:
        if parcel.path.suffix.lower() == ".ipynb":
            which = recogniser.which(parcel.path.name, parcel.read())
            if which is not None:
                found.setdefault(which, []).append(parcel)
    if not found:
        names = ", ".join(parcel.shown for parcel in files[:5]) or "nothing"
        raise BadSubmission(f"no notebook of this assignment was handed in (found: {names})")
    assignments = sorted({assignment for assignment, _ in found})
    if len(assignments) > 1:
        raise BadSubmission(
            f"notebooks of {' and '.join(assignments)} were handed in together: hand in one"
        )
    chosen = {}
    for (_, notebook), some in found.items():
        named = [parcel for parcel in some if parcel.path.stem == notebook] or some
        if len({parcel.read() for parcel in named}) > 1:
            names = " and ".join(parcel.shown for parcel in named)
            raise BadSubmission(f"{names} are both {notebook}: hand in one of them")
        chosen[notebook] = named[0]
    return assignments[0], chosen


def _moment(text: object) -> datetime | None:
    """Return a time as Gradescope writes it, in UTC, or None."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _graded(root: Path, assignment: str, hidden: Visibility) -> dict[str, Any]:
    grade_assignment(root, assignment, jobs=1)
    db_url = CourseFolder.at(root).directory.db_url
    (group,) = classes(merge_manual(load_results(root, assignment), db_url))
    (row,) = group.rows
    told = gradescope(row)
    secret = {verdict.grade_id for verdict in row.verdicts.values() if verdict.hidden}
    for test in told["tests"]:
        test["visibility"] = hidden if test["extra_data"]["grade_id"] in secret else "visible"
    if "score" not in told:
        told["score"] = 0.0
        told["output"] = f"{told['output']}\n{OURS}".strip()
    return told


def _nothing(why: str) -> dict[str, Any]:
    return {
        "score": 0.0,
        "output": why,
        "output_format": "text",
        "visibility": "visible",
        "tests": [],
    }


def write_results(told: Mapping[str, Any], path: Path) -> None:
    """Write ``results.json``, all or nothing. Raises ``StorageError``."""
    write_whole(path, json.dumps(told, indent=2, allow_nan=False) + "\n")
