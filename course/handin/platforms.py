"""How learning platforms name what students hand in: from a path to who, when, and which attempt.

Layouts as the platforms document them or write them: Canvas's "Download submissions", Moodle's "Download all
submissions" (mod/assign, with and without folders), Blackboard's "Assignment file download", Gradescope's
"Export submissions", nbgrader's exchange, folders of Google Classroom in Drive, clones of GitHub Classroom.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from autograder.errors import BadSubmission
from course.handin.parcels import Parcel
from course.handin.roster import Roster, Student, plain

CANVAS = re.compile(
    r"^(?P<name>[^_/]+)(?P<late>_LATE)?_(?P<canvas>\d+)_(?P<attempt>\d+)_(?P<file>.+)$"
)
MOODLE = re.compile(
    r"^(?P<name>.+?)_(?P<participant>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)$"
)
BLACKBOARD = re.compile(
    r"^(?P<title>.+?)_(?P<login>[^_/]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)$"
)
EXCHANGE = re.compile(
    r"^(?P<login>[^+/]+)\+(?P<title>[^+/]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^+/]*)(?:\+[^/]*)?$"
)
CLASSROOM = re.compile(r"^(?P<name>.+?) - (?P<file>.+)$")
COUNTED = re.compile(
    r"-(\d+)(?=\.[^.]+$)"
)  # Canvas counts files of one name that a student hands in again
EXCHANGE_NAME = "nbgrader's exchange"
SURE = ("Canvas", "Gradescope")  # platforms whose numbers stay a person's own, in every assignment
METADATA = "submission_metadata.yml"
SIGNS = {  # what tells a folder of one platform from any other, for who unpacked it into submitted/
    "Canvas": CANVAS,
    "Moodle": MOODLE,
    "Blackboard": BLACKBOARD,
}


@dataclass(frozen=True)
class Sender:
    """What a platform says of who handed something in, and when.

    ``keys``: (what, value) as in a roster, the surest first; ``name``: a person's or a group's.
    ``order``: attempts of one platform in their order; ``when``: None where nothing says it.
    """

    platform: str
    shown: str
    keys: tuple[tuple[str, str], ...] = ()
    name: str = ""
    when: datetime | None = None
    order: tuple[int, ...] = ()
    late: bool = False
    owner: str = ""  # whose account wrote it on this machine, where that says something


@dataclass(frozen=True)
class HandedIn:
    """A file with those who may have handed it in; ``skip`` says why it is none that counts."""

    parcel: Parcel
    senders: tuple[Sender, ...]
    name: str  # as the student called it
    skip: str = ""


def recognise(parcels: Sequence[Parcel], titles: Iterable[str], zone: tzinfo) -> list[HandedIn]:
    """Say of each file who handed it in, as its path tells. ``zone``: of platforms that write times without one.

    Raises ``BadSubmission`` for metadata of Gradescope that can't be read.
    """
    gradescope = _gradescope(parcels)
    slugs = {plain(title): title for title in titles}
    return [_one(parcel, gradescope, slugs, zone) for parcel in parcels]


def _one(
    parcel: Parcel,
    gradescope: Mapping[PurePosixPath, tuple[Sender, ...]],
    slugs: Mapping[str, str],
    zone: tzinfo,
) -> HandedIn:
    path = parcel.inside or parcel.path  # what a student has packed names nobody
    sent = _by_path(parcel, path, gradescope, slugs, zone)
    return sent if parcel.inside is None else replace(sent, name=parcel.path.name)


def _by_path(
    parcel: Parcel,
    path: PurePosixPath,
    gradescope: Mapping[PurePosixPath, tuple[Sender, ...]],
    slugs: Mapping[str, str],
    zone: tzinfo,
) -> HandedIn:
    for folder, senders in gradescope.items():
        if path.is_relative_to(folder):
            return HandedIn(parcel, senders, path.name)
    if path.name == METADATA:
        return HandedIn(parcel, (), path.name, "Gradescope's own list")
    for depth, part in enumerate(path.parts):
        is_file = depth == len(path.parts) - 1
        if (found := EXCHANGE.match(part)) and not is_file:
            return HandedIn(parcel, (_of_exchange(found, parcel, depth),), path.name)
        if found := MOODLE.match(part):
            skip = "" if found["kind"] == "file" else "a text that was typed in Moodle"
            return HandedIn(parcel, (_of_moodle(found),), found["file"] or path.name, skip)
        if is_file and (found := BLACKBOARD.match(part)):
            skip = "" if found["file"] else "Blackboard's receipt"
            return HandedIn(parcel, (_of_blackboard(found, zone),), found["file"] or part, skip)
        if is_file and (found := CANVAS.match(part)):
            skip = (
                "a text that was typed in Canvas"
                if found["file"] in ("text.html", "text.htm")
                else ""
            )
            return HandedIn(parcel, (_of_canvas(found),), found["file"], skip)
        if not is_file and (login := _github_login(part, slugs)):
            return HandedIn(parcel, (_of_github(parcel, login, depth),), path.name)
        if is_file and (found := CLASSROOM.match(part)):
            sender = Sender("Google Classroom", found["name"], name=found["name"])
            return HandedIn(parcel, (sender,), found["file"])
    return HandedIn(parcel, tuple(_by_any_name(path, slugs)), path.name)


def _of_canvas(found: re.Match[str]) -> Sender:
    counted = COUNTED.search(found["file"])
    order = (int(found["attempt"]), int(counted[1]) if counted else 0)
    keys = (("canvas", found["canvas"]),)
    late = bool(found["late"])
    return Sender("Canvas", found["name"], keys, found["name"], order=order, late=late)


def _of_moodle(found: re.Match[str]) -> Sender:
    keys = (("participant", found["participant"]),)
    return Sender("Moodle", found["name"], keys, found["name"])


def _of_blackboard(found: re.Match[str], zone: tzinfo) -> Sender:
    when = datetime.strptime(found["time"], "%Y-%m-%d-%H-%M-%S").replace(tzinfo=zone)
    keys = (("login", found["login"]),)
    return Sender("Blackboard", found["login"], keys, when=when)


def _of_exchange(found: re.Match[str], parcel: Parcel, depth: int) -> Sender:
    when = datetime.strptime(found["time"][:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    keys, owner = (("login", found["login"]),), ""
    if parcel.file is not None:
        owner = _owner(parcel.beneath.joinpath(*parcel.path.parts[: depth + 1]))
    return Sender(EXCHANGE_NAME, found["login"], keys, when=when, owner=owner)


def _owner(folder: Path) -> str:
    """Return the account that a folder belongs to; nothing for this process's own, root's, and unknown ones."""
    with suppress(ImportError, KeyError, OSError):
        import pwd  # Windows has none

        uid = folder.lstat().st_uid
        return "" if uid in (0, os.getuid()) else pwd.getpwuid(uid).pw_name
    return ""


def _github_login(part: str, slugs: Mapping[str, str]) -> str:
    """Return the login in the name of a clone, `<assignment>-<login>`, or nothing."""
    for place in [i for i, c in enumerate(part) if c == "-"]:
        if plain(part[:place]) in slugs:
            return part[place + 1 :]
    return ""


def _of_github(parcel: Parcel, login: str, depth: int) -> Sender:
    when = None
    if parcel.file is not None:
        clone = parcel.beneath.joinpath(*parcel.path.parts[: depth + 1])
        when = committed(clone / ".git")
    return Sender("GitHub Classroom", login, (("github", login), ("login", login)), when=when)


def committed(repository) -> datetime | None:
    """Return when the last commit of a clone was made, or None; only an object is read, no hook is run."""
    if not repository.is_dir():
        return None
    command = ["git", "--git-dir", str(repository), "cat-file", "commit", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"^committer .*> (\d+) [+-]\d{4}$", done.stdout, re.MULTILINE)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _by_any_name(path: PurePosixPath, slugs: Mapping[str, str]) -> Iterable[Sender]:
    """Yield what a path without a platform's marks may say: a folder, or a file, named like a student."""
    for part in path.parts[:-1]:  # the outermost first: what lies deeper a student may have named
        if plain(part) not in slugs:
            yield Sender("folder", part, (("login", part), ("email", part), ("number", part)), part)
    stem = path.name.removesuffix(path.suffix)
    for words in (re.split(r"[_\s]+", stem), re.split(r"[_\s.-]+", stem)):
        kept = [w for w in words if w and plain(w) not in slugs and not w.isdigit()]
        if kept and len(kept) < len(words):
            name, run = " ".join(kept), "".join(kept)
            yield Sender("file name", name, (("login", run), ("email", run)), name)


def _gradescope(parcels: Sequence[Parcel]) -> dict[PurePosixPath, tuple[Sender, ...]]:
    """Return who handed in what is below each folder that Gradescope's list names."""
    found: dict[PurePosixPath, tuple[Sender, ...]] = {}
    for parcel in parcels:
        # A student may hand in a file of this name: Gradescope's own lies above all others.
        above = (
            p.path.is_relative_to(parcel.path.parent)
            for p in parcels
            if p.beneath == parcel.beneath
        )
        if parcel.path.name != METADATA or parcel.inside or not all(above):
            continue
        try:
            told = yaml.safe_load(parcel.read())
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
            raise BadSubmission(f"{parcel.shown} can't be read: is it Gradescope's?") from error
        for folder, each in told.items() if isinstance(told, dict) else ():
            found[parcel.path.parent / str(folder)] = tuple(_of_gradescope(each))
    return found


def _of_gradescope(each: Any) -> Iterable[Sender]:
    told = (
        {str(key).lstrip(":"): value for key, value in each.items()}
        if isinstance(each, dict)
        else {}
    )
    when = told.get("created_at")
    if isinstance(when, datetime):
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    else:
        when = None
    for one in told.get("submitters") or ():
        who = {str(key).lstrip(":"): str(value or "") for key, value in one.items()}
        keys = tuple((k, who[n]) for k, n in (("number", "sid"), ("email", "email")) if who.get(n))
        yield Sender("Gradescope", who.get("name", "?"), keys, who.get("name", ""), when)


def who_sent(handed_in: HandedIn, roster: Roster) -> tuple[dict[str, Sender], str]:
    """Return the students behind a file, and who of its senders is nobody's, and why: nobody is ever guessed.

    All that Gradescope names hand it in together. Of names that a mere path suggests, the first that fits counts.
    """
    together = all(sender.platform == "Gradescope" for sender in handed_in.senders)
    found: dict[str, Sender] = {}
    reasons = []
    for sender in handed_in.senders:
        students, reason = _matches(sender, roster)
        found |= {student.id: sender for student in students}
        if reason:
            reasons.append(reason)
        elif not together:
            return found, ""
    if not reasons and not found:
        return {}, "nothing in its path names a student"
    return found, "; ".join(reasons if together else reasons[:1])


def _matches(sender: Sender, roster: Roster) -> tuple[list[Student], str]:
    """Return who a sender is, or why nobody; a group is all its members."""
    for key, value in sender.keys:
        students = roster.by(key, value)
        if len(students) == 1:
            return students, ""
        if students:
            return [], f"{key} {value} belongs to {_listed(students)}"
    if members := roster.group(sender.name or sender.shown):
        return members, ""
    named = roster.named(sender.name)
    if not named and sender.platform == "Moodle":  # a group's name stands before its member's
        parts = sender.name.split("-")
        tails = (roster.named("-".join(parts[start:])) for start in range(1, len(parts)))
        named = next(filter(None, tails), [])
    if sender.platform in SURE:  # who has another number is somebody else of the same name
        kinds = {key for key, _ in sender.keys}
        named = [s for s in named if not any(s.keys.get(kind) for kind in kinds)]
    if len(named) > 1:
        return [], f"{sender.shown} could be {_listed(named)}"
    return (named, "") if named else ([], f"{sender.shown} is not on the roster")


def _listed(students: Sequence[Student]) -> str:
    return " or ".join(sorted(student.id for student in students))
