"""``course collect``: fill ``submitted/`` from what platforms give; the latest attempt of each student wins."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSubmission, StorageError
from autograder.files import SECRET, TIMESTAMP, component
from autograder.limits import Limits
from autograder.notebook.cells import plain_cells
from autograder.notebook.intake import printable, read_timestamp
from course.handin.giveback import note
from course.handin.parcels import Parcel, parcels_in, unpacked
from course.handin.platforms import EXCHANGE_NAME, SIGNS, HandedIn, Sender, recognise, who_sent
from course.handin.roster import PLACE, Roster, plain

NEVER = datetime.min.replace(tzinfo=UTC)
BESIDE_TOO = 20 << 20  # bytes of a file that may lie beside a notebook
OWN = {
    "lib",
    "autograder",
    "course",
}  # what students copied out of the kit: graders bring their own
ASIDE = Path(".autograder") / "collected"


@dataclass
class Attempt:
    """A notebook that somebody handed in, with the files beside it."""

    student: str
    assignment: str
    notebook: str
    sender: Sender
    parcel: Parcel
    digest: str
    name: str  # as the student called it
    beside: dict[str, Parcel] = field(default_factory=dict)

    @property
    def order(self) -> tuple:
        """Later attempts are larger; equal ones can't be told apart by what the platform says."""
        return (self.sender.when or NEVER, self.sender.order)


@dataclass
class Collected:
    """What became of everything that was given, each as a line."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    came: dict[str, tuple[str, str]] = field(default_factory=dict)  # as giveback.note has it
    left: set[str] = field(
        default_factory=set
    )  # first parts of paths with something nobody's in them

    def nobodys(self, parcel: Parcel, why: str) -> None:
        """Note a file that can't be collected."""
        self.unmatched.append(f"{parcel.shown}: {why}")
        self.left.add(parcel.path.parts[0])

    def refuse(self, parcel: Parcel, why: str) -> None:
        """Note a file that can't be read."""
        self.refused.append(why)
        self.left.add(parcel.path.parts[0])


class Recogniser:
    """Knows notebooks of a course by the exercises in them, whatever their names are."""

    def __init__(self, course: CourseFolder) -> None:
        self._ids: dict[tuple[str, str], set[str]] = {}
        for assignment in course.assignments():
            for path in sorted(course.source(assignment).glob("*.ipynb")):
                found = _grade_ids(json.loads(path.read_bytes()).get("cells", []))
                self._ids[assignment, path.stem] = found

    def which(self, name: str, content: bytes) -> tuple[str, str] | None:
        """Return the assignment and notebook that a file is a copy of, or None.

        Where no exercise can be read any more, its name decides: the grader will say what is wrong with it.
        """
        try:
            found = _grade_ids(plain_cells(name, content, Limits()))
        except BadSubmission:
            found = set()
        shared = {which: len(ids & found) for which, ids in self._ids.items() if ids & found}
        if shared:
            most = max(shared.values())
            best = [which for which, count in shared.items() if count == most]
            if len(best) == 1:
                return best[0]
        stem = plain(PurePosixPath(name).stem)
        named = [which for which in self._ids if plain(which[1]) in stem]
        return max(named, key=lambda which: len(which[1]), default=None)


def _grade_ids(cells: Sequence[Mapping]) -> set[str]:
    found = set()
    for cell in cells:
        metadata = cell.get("metadata") or {}
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        if isinstance(grade_id, str):
            found.add(grade_id)
    return found


def collect(
    course: CourseFolder,
    given: Sequence[Path],
    *,
    assignment: str | None = None,
    zone: tzinfo = UTC,
    only: Collection[str] = (),
    on_progress: Callable[[int, int, str], None] = lambda *_: None,
) -> Collected:
    """Put what was handed in where grading finds it, and say what became of each piece.

    ``zone``: of times that a platform writes without one. ``only``: names of what to look at in the folders that
    are given, if not all. Nothing is overwritten without a copy, which lies in
    ``.autograder/collected/``; done twice, the second time changes nothing. Raises ``BadSubmission`` when something
    given is not there or is too much, ``StorageError``.
    """
    roster = Roster.of(course.root)
    found = Collected()
    parcels = [parcel for path in given for parcel in _all_parcels(path, only, found)]
    pieces = recognise(parcels, course.assignments(), zone)
    if course.config.ExchangeCollect.get("check_owner", True):
        pieces = [piece for piece in pieces if not _under_a_false_name(piece, found)]
    attempts = list(_attempts(pieces, roster, Recogniser(course), found, on_progress))
    for (student, name), some in _by_place(attempts).items():
        if assignment in (None, name):
            _settle(course, student, name, some, found)
    note(course.root, found.came)
    for path in given:
        _tidy(course, path, found.left)
    return found


def _under_a_false_name(piece: HandedIn, found: Collected) -> bool:
    """Note what somebody put into nbgrader's exchange under somebody else's name."""
    for sender in piece.senders:
        if sender.owner not in ("", sender.shown):
            why = f"it is called {sender.shown}'s, and {sender.owner} wrote it"
            shared = "if students share an account here: c.ExchangeCollect.check_owner = False"
            found.nobodys(piece.parcel, f"{why} ({shared})")
            return True
    return False


def _all_parcels(path: Path, only: Collection[str], found: Collected) -> Iterator[Parcel]:
    """Yield all files that were given; zips that students made are opened, or refused by a line."""
    for parcel in parcels_in(path, only):
        if parcel.path.suffix.lower() != ".zip":
            yield parcel
            continue
        try:
            yield from unpacked(parcel)
        except BadSubmission as error:
            found.refuse(parcel, str(error))


def _attempts(
    pieces: Sequence[HandedIn],
    roster: Roster,
    recogniser: Recogniser,
    found: Collected,
    on_progress: Callable[[int, int, str], None],
) -> Iterator[Attempt]:
    beside: dict[tuple[PurePosixPath, str], dict[str, Parcel]] = {}
    for piece in pieces:
        if piece.parcel.path.suffix != ".ipynb" and not piece.skip:
            beside.setdefault(_family(piece), {})[piece.name] = piece.parcel
    for number, piece in enumerate(pieces):
        on_progress(number, len(pieces), piece.name)
        if piece.skip:
            found.skipped.append(f"{piece.parcel.shown}: {piece.skip}")
            continue
        if piece.parcel.path.suffix.lower() != ".ipynb":
            continue
        students, why = _who(piece, roster)
        if why:
            found.nobodys(piece.parcel, why)
        if not students:
            continue
        try:
            content = piece.parcel.read()
        except BadSubmission as error:
            found.refuse(piece.parcel, f"{piece.parcel.shown}: {error}")
            continue
        which = recogniser.which(piece.name, content)
        if which is None:
            found.nobodys(piece.parcel, "no exercise of this course is in it")
            continue
        for student, sender in students.items():
            digest = hashlib.sha256(content).hexdigest()
            around = beside.get(_family(piece), {})
            yield Attempt(student, *which, sender, piece.parcel, digest, piece.name, around)


def _who(piece: HandedIn, roster: Roster) -> tuple[dict[str, Sender], str]:
    """Return who handed a piece in; names of nbgrader's own exchange are students whether listed or not."""
    exchanged = [s for s in piece.senders if s.platform == EXCHANGE_NAME]
    if exchanged and not roster.by("login", exchanged[0].shown):
        return {component(exchanged[0].shown): exchanged[0]}, ""
    return who_sent(piece, roster)


def _family(piece: HandedIn) -> tuple[PurePosixPath, str]:
    """Return what the files of one hand-in have in common: their folder, and their sender's mark."""
    sender = piece.senders[0] if piece.senders else None
    mark = sender and (sender.platform, sender.shown, sender.keys, sender.order[:1])
    return piece.parcel.path.parent, str(mark)


def _by_place(attempts: Sequence[Attempt]) -> dict[tuple[str, str], list[Attempt]]:
    places: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        places.setdefault((attempt.student, attempt.assignment), []).append(attempt)
    return places


def _settle(
    course: CourseFolder, student: str, assignment: str, some: Sequence[Attempt], found: Collected
) -> None:
    """Write the latest attempt of one student at one assignment, unless it is there, or a later one."""
    where = f"{student}, {assignment}"
    notebooks = sorted({attempt.notebook for attempt in some})
    try:
        latest = [_latest([x for x in some if x.notebook == name]) for name in notebooks]
        when = max(attempt.sender.when or NEVER for attempt in latest)
        files = _files(latest, when)
    except BadSubmission as error:
        for attempt in some:
            found.left.add(attempt.parcel.path.parts[0])
        found.refused.append(f"{where}: {error}")
        return
    target = course.submission(component(student), assignment)
    if any(attempt.sender.late for attempt in latest):
        found.late.append(where)
    there = _there(target)
    if when >= _time_of(target):
        first = latest[0]
        found.came[f"{student}/{assignment}"] = (first.sender.platform, str(first.parcel.path))
    if there == files:
        found.unchanged.append(where)
    elif there and _time_of(target) > when > NEVER:
        found.older.append(f"{where}: what is there was handed in later")
    elif (aside := _replace(course, target, files)) is None:
        found.new.append(where)
    else:
        kept = aside.relative_to(course.root)
        found.replaced.append(f"{where}: what was there is in {kept}")


def _latest(some: Sequence[Attempt]) -> Attempt:
    """Return the latest of one student's attempts at a notebook.

    Of several that were handed in together, the one that has the notebook's own name. Raises ``BadSubmission``
    where nothing tells which of them is meant.
    """
    order = max(attempt.order for attempt in some)
    last = [attempt for attempt in some if attempt.order == order]
    if len({attempt.digest for attempt in last}) > 1:
        last = [x for x in last if x.name == f"{x.notebook}.ipynb"] or last
    if len({attempt.digest for attempt in last}) > 1:
        names = " and ".join(sorted(attempt.parcel.shown for attempt in last))
        raise BadSubmission(f"{names} differ, and nothing says which is later: give one of them")
    return last[0]


def _files(latest: Sequence[Attempt], when: datetime) -> dict[str, bytes]:
    """Return the files of a hand-in by their names: notebooks as the course calls them, and what lies beside.

    When it was handed in, only the platform says. Raises ``BadSubmission``.
    """
    files: dict[str, bytes] = {}
    for attempt in latest:
        ours = {TIMESTAMP} if attempt.sender.platform == EXCHANGE_NAME else {TIMESTAMP, SECRET}
        for name, parcel in attempt.beside.items():
            own = OWN & set(parcel.path.parts[:-1])
            if parcel.size <= BESIDE_TOO and not own and name not in ours and name[0] != ".":
                files[component(printable(name), "the file")] = parcel.read()
    if when > NEVER:
        files[TIMESTAMP] = f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC".encode()
    return files | {f"{attempt.notebook}.ipynb": attempt.parcel.read() for attempt in latest}


def _there(target: Path) -> dict[str, bytes]:
    if not target.is_dir():
        return {}
    return {p.name: p.read_bytes() for p in target.iterdir() if p.is_file() and not p.is_symlink()}


def _time_of(target: Path) -> datetime:
    told, _ = read_timestamp(target)
    return datetime.fromisoformat(told).replace(tzinfo=UTC) if told else NEVER


def _replace(course: CourseFolder, target: Path, files: Mapping[str, bytes]) -> Path | None:
    """Write a hand-in in one step; return where the one before it was put, or None."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        partial.mkdir(parents=True)
        for name, content in files.items():
            (partial / name).write_bytes(content)
        aside = None
        if target.exists() or target.is_symlink():
            aside = _free(course.root / ASIDE / target.parent.name / target.name)
            aside.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(target, aside)
        partial.replace(target)
    except OSError as error:
        raise StorageError(f"Can't write {target}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return aside


def _free(path: Path) -> Path:
    number = 1
    while (place := path.with_name(f"{path.name}-{number}")).exists():
        number += 1
    return place


def _tidy(course: CourseFolder, given: Path, left: Collection[str]) -> None:
    """Move what a platform's zip left in ``submitted/`` itself out of the way: it has been collected."""
    if given.resolve() != course.submitted.resolve():
        return
    for path in sorted(given.iterdir()):
        if looks_like(path.name) and path.name not in left:
            aside = _free(course.root / ASIDE / "unpacked" / path.name)
            aside.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, aside)


def looks_like(name: str) -> str:
    """Return which platform names files or folders in this way, or nothing."""
    return next((platform for platform, sign in SIGNS.items() if sign.match(name)), "")


def not_collected(submitted: Path) -> list[str]:
    """Return a line for each platform whose download was unpacked straight into ``submitted/``."""
    if not submitted.is_dir():
        return []
    seen = Counter(filter(None, (looks_like(path.name) for path in submitted.iterdir())))
    return [
        f"{submitted.name}/ looks like a {platform} download ({count} entries): course collect {submitted.name}/"
        for platform, count in seen.items()
    ]


def zone_named(name: str | None) -> tzinfo:
    """Return a time zone by its name, this machine's without one. Raises ``BadSubmission``."""
    if name is None:
        return datetime.now().astimezone().tzinfo or UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadSubmission(
            f"There is no time zone {name!r}: say one like Europe/Berlin."
        ) from error


def has_roster(root: Path) -> bool:
    """Say whether ``course roster`` was ever run here."""
    return (root / PLACE).is_file()
