"""``course roster``: who is in the class, by every name that a platform may call them.

Students are kept in nbgrader's gradebook; what platforms call them besides stands in ``.autograder/roster.json``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.errors import AutograderError, BadSubmission
from autograder.files import component, write_whole

PLACE = Path(".autograder") / "roster.json"
# What columns are called: in Canvas, Moodle, Blackboard, Gradescope, GitHub Classroom, and by hand.
COLUMNS = {
    "login": (
        "sis login id",
        "username",
        "user name",
        "login",
        "student_id",
        "student id number",
        "netid",
    ),
    "number": ("sis user id", "id number", "sid", "student id", "identifier"),
    "canvas": ("id", "canvas_user_id", "canvas id"),
    "participant": ("identifier",),
    "email": ("email address", "email", "e-mail", "mail"),
    "name": ("student", "full name", "name", "display name"),
    "first": ("first name", "first_name", "given name", "firstname"),
    "last": ("last name", "last_name", "surname", "family name", "lastname"),
    "github": ("github_username", "github username", "github"),
    "group": ("group", "group name", "group_name", "groups", "team"),
}
KEYS = ("login", "number", "canvas", "participant", "email", "github", "group")
LASTING = (
    "login",
    "number",
    "canvas",
    "email",
)  # Moodle's participants have new numbers in each assignment
NOBODY = (
    "points possible",
    "student, test",
    "manual posting",
)  # rows of Canvas that are no student's
PARTICIPANT = re.compile(r"participant\s+(\d+)", re.IGNORECASE)


@dataclass
class Student:
    """A student: the name of his or her folder, and what platforms call them."""

    id: str
    names: list[str] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)

    def add(self, names: Iterable[str], keys: Mapping[str, str]) -> None:
        """Learn more of what they are called."""
        self.names = list(dict.fromkeys([*self.names, *filter(None, names)]))
        for key, value in keys.items():
            if value:
                self.keys[key] = list(dict.fromkeys([*self.keys.get(key, []), value]))


class Roster:
    """All students of a course, found by what a platform says of them."""

    def __init__(self, students: Iterable[Student] = ()) -> None:
        self.students = {student.id: student for student in students}

    @classmethod
    def of(cls, root: Path) -> Roster:
        """Read the roster of a course; empty where there is none."""
        try:
            told = json.loads((root / PLACE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except ValueError as error:
            raise AutograderError(
                f"{root / PLACE} is broken: delete it, then course roster"
            ) from error
        return cls(Student(name, each["names"], each["keys"]) for name, each in told.items())

    def save(self, root: Path) -> None:
        """Write it, all or nothing. Raises ``StorageError``."""
        told = {s.id: {"names": s.names, "keys": s.keys} for s in self.students.values()}
        write_whole(
            root / PLACE, json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        )

    def by(self, key: str, value: str) -> list[Student]:
        """Return who is called so by a platform: one, or nobody; several where a roster is at odds with itself."""
        wanted = value.casefold()
        return [
            student
            for student in self.students.values()
            if any(one.casefold() == wanted for one in student.keys.get(key, ()))
            or (key == "login" and student.id.casefold() == wanted)
        ]

    def group(self, name: str) -> list[Student]:
        """Return the members of a group, however a platform spells it."""
        wanted = plain(name)
        return [s for s in self.students.values() if wanted in map(plain, s.keys.get("group", ()))]

    def named(self, name: str) -> list[Student]:
        """Return who has this name, in whatever order, case and spelling a platform writes it."""
        wanted = forms_of(name)
        return [
            student
            for student in self.students.values()
            if any(wanted & forms_of(one) for one in student.names)
        ]


def plain(text: str) -> str:
    """Return the letters and digits of a text, without accents and case: what platforms make of names."""
    letters = unicodedata.normalize(
        "NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    return "".join(c for c in letters.casefold() if c.isalnum())


def forms_of(name: str) -> set[str]:
    """Return the ways a platform runs a name together: "Jane Doe", "Doe, Jane" and "doejane" meet."""
    last, comma, first = name.partition(",")
    words = name.split() if not comma else [*first.split(), *last.split()]
    turned = {plain("".join(words[i:] + words[:i])) for i in range(len(words))}
    return (turned | {plain(name)}) - {""}


def decoded(path: Path) -> tuple[str, str]:
    """Return a table's text, byte order mark included, and its encoding. Raises ``BadSubmission``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadSubmission(f"{path} can't be read: {error.strerror}.") from error
    marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    for encoding in (marks.get(data[:2], "utf-8"), "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise BadSubmission(f"{path} is no text: export it as CSV.")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table with a header: commas, semicolons or tabs, with or without a byte order mark.

    Raises ``BadSubmission``.
    """
    text = decoded(path)[0].removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def columns_of(titles: Sequence[str]) -> dict[str, str]:
    """Return which column of a table says what of COLUMNS, as far as one does."""
    known = {title.removeprefix("\ufeff").strip().casefold(): title for title in titles}
    found = {
        key: next((known[name] for name in names if name in known), None)
        for key, names in COLUMNS.items()
    }
    if not any("sis " in name or "canvas" in name for name in known):
        found["login"] = found["login"] or found["canvas"]  # `id` in a table of somebody's own
        found["canvas"] = None
    return {key: title for key, title in found.items() if title is not None}


def called(row: Mapping[str, str | None], columns: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return what a row calls a student: the name, and a value or nothing for each of KEYS."""
    told = {key: (row.get(title) or "").strip() for key, title in columns.items()}
    name = told.get("name") or f"{told.get('first', '')} {told.get('last', '')}".strip()
    participant = PARTICIPANT.match(told.get("participant", ""))
    told["participant"] = participant[1] if participant else ""
    if participant and columns.get("number") == columns["participant"]:
        told["number"] = ""
    return name, {key: told.get(key, "") for key in KEYS}


def read_roster(path: Path, roster: Roster) -> tuple[list[Student], list[str]]:
    """Add those whom a table names to a roster; return them, and a line for each row that named nobody.

    Who is in the roster already is known again by any key they share. Raises ``BadSubmission`` for a table
    without a column that names students, or with two students under one key.
    """
    rows = read_rows(path)
    columns = columns_of([title or "" for title in rows[0]] if rows else [])
    if not any(columns.get(key) for key in (*LASTING, "participant", "github")):
        listed = (
            ", ".join(t.strip().casefold() for t in (rows[0] if rows else ()) if t) or "none at all"
        )
        raise BadSubmission(
            f"{path} has no column with a login, a student number or an e-mail address (columns: {listed})."
        )
    found: dict[str, Student] = {}
    lines = []
    for number, row in enumerate(rows, start=2):
        whole, keys = called(row, columns)
        test = whole.casefold().startswith(NOBODY)
        if test or not (whole or any(keys[key] for key in (*LASTING, "github"))):
            continue  # Canvas's second line, and its student who is none
        try:
            student = _one(roster, keys, whole, path, number)
        except BadSubmission as error:
            lines.append(str(error))
            continue
        student.add([whole], keys)
        found[student.id] = student
    return list(found.values()), lines


def _one(roster: Roster, keys: Mapping[str, str], name: str, path: Path, row: int) -> Student:
    """Return the student of a row, known already or new. Raises ``BadSubmission``."""
    alike: dict[str, Student] = {}
    for key in (*LASTING, "github"):
        if keys[key]:
            alike |= {student.id: student for student in roster.by(key, keys[key])}
    if not alike:  # a table that shares no key with the one before: by name, where only one has it
        named = [
            s for s in roster.named(name) if not any(keys[k] and s.keys.get(k) for k in LASTING)
        ]
        alike = {named[0].id: named[0]} if len(named) == 1 else {}
    if len(alike) > 1:
        raise BadSubmission(f"{path.name}, row {row}: {name} could be {' or '.join(sorted(alike))}")
    if alike:
        return next(iter(alike.values()))
    email = keys["email"].partition("@")[0]
    wanted = [
        keys["login"].partition("@")[0],
        email,
        keys["number"],
        keys["github"],
        keys["canvas"],
    ]
    wanted = [one.strip() for one in wanted if one.strip()]
    if not wanted:
        raise BadSubmission(
            f"{path.name}, row {row}: {name} has neither login nor e-mail address nor number"
        )
    free = next((one for one in wanted if one not in roster.students), None)
    if free is None:
        raise BadSubmission(
            f"{path.name}, row {row}: {name} has the login of another student, {wanted[0]}"
        )
    roster.students[component(free, "the login")] = Student(free)
    return roster.students[free]


def enter(students: Iterable[Student], db_url: str) -> None:
    """Put students into nbgrader's gradebook, so that who hands in nothing is in the class table as well."""
    with Gradebook(db_url) as gradebook:
        for student in students:
            name = student.names[0] if student.names else ""
            last, comma, first = name.partition(",")
            if not comma:
                first, _, last = name.rpartition(" ")
            told = {
                "first_name": first.strip() or None,
                "last_name": last.strip() or None,
                "email": next(iter(student.keys.get("email", ())), None),
            }
            gradebook.update_or_create_student(student.id, **{k: v for k, v in told.items() if v})
