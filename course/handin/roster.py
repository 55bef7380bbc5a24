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

from nbgrader.api import Student as Row
from sqlalchemy import select, update

from autograder.database import Database
from autograder.entries import add
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
        self.students: dict[str, Student] = {}
        self._called: dict[tuple[str, str], dict[str, None]] = {}  # who is called so, by login
        for student in students:
            self.learn(student)

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

    def learn(
        self, student: Student, names: Iterable[str] = (), keys: Mapping[str, str] | None = None
    ) -> None:
        """Add a student, or more of what one is called."""
        self.students[student.id] = student
        student.add(names, keys or {})
        told = [("login", student.id.casefold())]
        for key, values in student.keys.items():
            told += [(key, plain(one) if key == "group" else one.casefold()) for one in values]
        told += [("name", form) for name in student.names for form in forms_of(name)]
        for called in told:
            self._called.setdefault(called, {})[student.id] = None

    def _found(self, *called: tuple[str, str]) -> list[Student]:
        logins = dict.fromkeys(login for one in called for login in self._called.get(one, ()))
        return [self.students[login] for login in logins if login in self.students]

    def by(self, key: str, value: str) -> list[Student]:
        """Return who is called so by a platform: one, or nobody; several where a roster is at odds with itself."""
        return self._found((key, value.casefold()))

    def group(self, name: str) -> list[Student]:
        """Return the members of a group, however a platform spells it."""
        return self._found(("group", plain(name)))

    def named(self, name: str) -> list[Student]:
        """Return who has this name, in whatever order, case and spelling a platform writes it."""
        return self._found(*(("name", form) for form in sorted(forms_of(name))))


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
        roster.learn(student, [whole], keys)
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
    return Student(component(free, "the login"))


def enter(students: Iterable[Student], db_url: str) -> None:
    """Put students into nbgrader's gradebook, so that who hands in nothing is in the class table as well.

    Raises ``StorageError``.
    """
    database = Database.at(db_url)
    with database.explained(), database.gradebook() as gradebook:
        known = set(gradebook.db.scalars(select(Row.id)))
        table = Row.__table__
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
            told = {field: text for field, text in told.items() if text}
            if student.id not in known:
                add(gradebook.db, Row, [{"id": student.id, **told}])
            elif told:
                change = update(table).where(table.c.id == student.id)
                gradebook.db.execute(change.values(**told))
        gradebook.db.commit()
