"""A class of thirty, and how each platform hands over what it handed in. All of it is made here.

The forms: Canvas (Instructor Guide, "How do I download all student submissions for an assignment?"), Moodle
(mod/assign/locallib.php: download_submissions), Blackboard ("Download assignments"), Gradescope ("Export
submissions"), nbgrader (exchange/default/submit.py), GitHub Classroom (`gh classroom clone student-repos`).
"""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.course.conftest import notebook

ASSIGNMENT = "tiny"
FIRST = ("Jane", "José", "Søren", "Anne-Marie", "Li", "Olga", "Ayşe", "Tim", "Zoë", "Max")
LAST = ("Doe", "Müller", "van der Berg")


@dataclass(frozen=True)
class Person:
    """One of the class; two have the same name."""

    place: int
    first: str
    last: str

    @property
    def login(self) -> str:
        """The name of the student's folder."""
        return f"stud{self.place:02}"

    @property
    def number(self) -> int:
        """What Canvas calls the student."""
        return 41000 + 7 * self.place

    @property
    def email(self) -> str:
        """The student's address."""
        return f"{self.login}@example.edu"

    @property
    def whole(self) -> str:
        """The name as people write it."""
        return f"{self.first} {self.last}"

    @property
    def run_together(self) -> str:
        """The name as Canvas writes it: last name first, letters and digits alone."""
        kept = (c for c in f"{self.last}{self.first}".lower() if c.isalnum())
        return "".join(kept)


def the_class() -> list[Person]:
    """Return thirty people; the last has the name of the first."""
    people = [Person(i, FIRST[i % 10], LAST[i // 10]) for i in range(29)]
    return [*people, Person(29, people[0].first, people[0].last)]


def work_of(person: Person, attempt: int = 1) -> bytes:
    """Return a notebook that nobody else has."""
    nb = notebook()
    for cell in nb.cells:
        if cell.id == "tiny-why":
            cell.source = f"By {person.login}, attempt {attempt}."
    return nbformat.writes(nb).encode()


def name_of(person: Person) -> str:
    """Return how somebody calls the notebook: as it is, or as people do."""
    return ("tiny.ipynb", "my solution (1).ipynb", "tiny-final FINAL.ipynb")[person.place % 3]


ZONES = {"blackboard": "Europe/Berlin"}
TWICE = {3, 8, 15}  # whose later attempt counts
LATE = {5, 6}


def rosters() -> dict[str, str]:
    """Return the table that each platform exports."""
    people = the_class()
    canvas = [
        "Student,ID,SIS User ID,SIS Login ID,Section,Tiny (77)",
        "    Points Possible,,,,,6.00",
    ]
    canvas += [f'"{p.last}, {p.first}",{p.number},S{p.place},{p.login},1,' for p in people]
    canvas += ['"Student, Test",99999,,,1,']
    moodle = ['Identifier,"Full name","Email address",Status,Grade']
    moodle += [f'"Participant {900 + p.place}","{p.whole}",{p.email},Submitted,' for p in people]
    blackboard = [
        '"Last Name","First Name","Username","Student ID","Tiny [Total Pts: 6 Score] |123"'
    ]
    blackboard += [f'"{p.last}","{p.first}","{p.login}","B{p.place}",""' for p in people]
    scope = ["First Name,Last Name,SID,Email,Role"]
    scope += [f"{p.first},{p.last},S{p.place},{p.email},Student" for p in people]
    github = ["identifier,github_username,github_id,name"]
    github += [f"{p.login},gh-{p.login},{p.place},{p.whole}" for p in people]
    return {
        "canvas": "\n".join(canvas),
        "moodle": "\n".join(moodle),
        "blackboard": "\t".join(blackboard[:1]).replace(",", "\t")
        + "\n"
        + "\n".join(x.replace(",", "\t") for x in blackboard[1:]),
        "gradescope": "\n".join(scope),
        "exchange": "\n".join(moodle),
        "github": "\n".join(github),
        "classroom": "\n".join(moodle),
        "email": "\n".join(moodle),
    }


def entries(platform: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of everything in a platform's download."""
    people = the_class()
    if platform == "gradescope":
        yield "assignment_5_export/submission_metadata.yml", _gradescope(people).encode()
    for person in people:
        attempts = (
            (1, 2)
            if person.place in TWICE and platform in ("canvas", "blackboard", "exchange")
            else (1,)
        )
        for attempt in attempts:
            work = work_of(
                person, attempt if len(attempts) == 2 else 2 if person.place in TWICE else 1
            )
            yield from _entry(platform, person, attempt, work)


def _entry(platform: str, person: Person, attempt: int, work: bytes) -> Iterator[tuple[str, bytes]]:
    name, p = name_of(person), person
    late = "_LATE" if p.place in LATE else ""
    day = 1 + p.place % 9 + attempt
    if platform == "canvas":
        counted = f"{name.removesuffix('.ipynb')}-{attempt}.ipynb" if p.place in TWICE else name
        yield f"{p.run_together}{late}_{p.number}_{60000 + 100 * p.place + attempt}_{counted}", work
        if p.place == 4:
            yield (
                f"{p.run_together}_{p.number}_{60000 + 100 * p.place}_text.html",
                b"<p>see the file</p>",
            )
    elif platform == "moodle":
        yield f"{p.whole}_{900 + p.place}_assignsubmission_file_/{name}", work
        if p.place == 4:
            yield (
                f"{p.whole}_{900 + p.place}_assignsubmission_onlinetext_/onlinetext.html",
                b"<p>see the file</p>",
            )
    elif platform == "blackboard":
        stem = f"Tiny_{p.login}_attempt_2026-03-{day:02}-10-20-30"
        yield f"{stem}_{name}", work
        yield f"{stem}.txt", b"Name: somebody\n"
    elif platform == "gradescope":
        yield f"assignment_5_export/submission_{700 + p.place}/{name}", work
    elif platform == "exchange":
        stamp = f"2026-03-{day:02} 09:20:30 UTC"
        yield f"{p.login}+tiny+{stamp}+x{p.place}/{name}", work
        yield f"{p.login}+tiny+{stamp}+x{p.place}/timestamp.txt", stamp.encode()
    elif platform == "github":
        yield f"tiny-gh-{p.login}/{name}", work
    elif platform == "classroom":
        yield f"{p.whole} - {name}", work
    else:
        yield f"mails/{p.email}/{name}", work


def _gradescope(people: list[Person]) -> str:
    told = []
    for p in people:
        told += [
            f"submission_{700 + p.place}:",
            "  :submitters:",
            f"  - :name: {json.dumps(p.whole)}",
            f"    :sid: S{p.place}",
            f"    :email: {p.email}",
            f"  :created_at: 2026-03-{1 + p.place % 9:02} 23:20:23.123456000 Z",
        ]
    return "---\n" + "\n".join(told) + "\n"


def download(platform: str, folder: Path) -> Path:
    """Write a platform's download, as a zip; names as their file systems compose them."""
    target = folder / f"{platform}.zip"
    with zipfile.ZipFile(target, "w") as stream:
        for name, content in entries(platform):
            stream.writestr(unicodedata.normalize("NFC", name), content)
    return target


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, content in files.items():
            stream.writestr(name, content)
    return buffer.getvalue()
