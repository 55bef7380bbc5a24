"""Points and feedback in the forms that platforms take back: their own table with one column filled, and a zip.

Of a table every byte stays as the platform wrote it but for the cells of one column: whoever uploads it changes
nothing else. Feedback carries the names under which the work was handed in, by which platforms know whose it is.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import AutograderError, BadSubmission, StorageError
from autograder.files import write_whole
from course.handin.roster import NOBODY, Roster, Student, called, columns_of, decoded, plain

CAME = Path(".autograder") / "came_as.json"  # what each hand-in was called by its platform
ID_AND_MORE = re.compile(
    r"\s*(\(\d+\)|\[[^\]]*\].*|\|.*)$"
)  # what platforms add to a column's title
# Platforms that take many students' feedback at once, by the name of what was downloaded from them.
TAKES_FEEDBACK = ("Canvas", "Moodle")


@dataclass
class Filled:
    """A table with our column filled, and what a person should know of it."""

    path: Path
    column: str
    filled: int = 0
    without: list[str] = field(default_factory=list)  # rows of students who have no points
    strangers: list[str] = field(default_factory=list)  # rows of nobody on the roster
    absent: list[str] = field(default_factory=list)  # students with points and without a row


def rows_of(text: str, delimiter: str) -> Iterator[list[tuple[int, int]]]:
    """Yield where the fields of each row begin and end in a CSV, quotes included (RFC 4180)."""
    row: list[tuple[int, int]] = []
    start, quoted, place = 0, False, 0
    while place < len(text):
        char = text[place]
        if char == '"' and (quoted or place == start):
            quoted = not quoted  # a doubled quote turns it twice
        elif quoted:
            pass
        elif char == delimiter:
            row.append((start, place))
            start = place + 1
        elif char in "\r\n":
            row.append((start, place))
            yield row
            row = []
            place += text[place : place + 2] == "\r\n"
            start = place + 1
        place += 1
    if start < len(text) or row:
        row.append((start, len(text)))
        yield row


def value_of(text: str) -> str:
    """Return what a field says."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = text[1:-1].replace('""', '"')
    return text.strip()


def fill(
    table: Path,
    assignment: str,
    points: Mapping[str, float],
    roster: Roster,
    column: str | None = None,
) -> Filled:
    """Write a copy of a platform's table in which the column of an assignment holds these points.

    The copy lies beside the table, as ``NAME.filled.csv``. Raises ``BadSubmission`` when the table can't be read
    or no one column is meant, which lists them; ``StorageError``.
    """
    data, encoding = decoded(table)
    header = data.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = list(rows_of(data, delimiter))
    titles = [value_of(data[a:b]).lstrip("\ufeff") for a, b in rows[0]] if rows else []
    place, columns = column_of(titles, assignment, column, table), columns_of(titles)
    filled = Filled(table.with_name(f"{table.stem}.filled{table.suffix}"), titles[place])
    comma = delimiter == ";"
    pieces, kept, seen = [], 0, set()
    for row in rows[1:]:
        told = {title: value_of(data[a:b]) for title, (a, b) in zip(titles, row, strict=False)}
        name, keys = called(told, columns)
        if len(row) <= place or not any(told.values()) or name.casefold().startswith(NOBODY):
            continue
        student = _whose(name, keys, roster)
        if student is None:
            filled.strangers.append(name or keys["login"] or keys["email"])
            continue
        seen.add(student.id)
        if student.id not in points:
            filled.without.append(student.id)
            continue
        number = f"{points[student.id]:.10g}"
        number = number.replace(".", ",") if comma else number
        start, end = row[place]
        quote = '"' if data[start:end].startswith('"') else ""
        pieces += [data[kept:start], quote, number, quote]
        kept = end
        filled.filled += 1
    filled.absent = sorted(points.keys() - seen)
    write_whole(filled.path, ("".join(pieces) + data[kept:]).encode(encoding))
    return filled


def _whose(name: str, keys: Mapping[str, str], roster: Roster) -> Student | None:
    """Return the student of a row, by keys first."""
    for key in ("login", "canvas", "participant", "email", "number", "github"):
        if keys[key] and len(found := roster.by(key, keys[key])) == 1:
            return found[0]
    named = roster.named(name) if name else []
    return named[0] if len(named) == 1 else None


def column_of(titles: Sequence[str], assignment: str, wanted: str | None, table: Path) -> int:
    """Return which column is the assignment's. Raises ``BadSubmission``, which lists those it may be."""
    if wanted is not None:
        found = [i for i, title in enumerate(titles) if title == wanted]
    else:
        found = [
            i for i, t in enumerate(titles) if plain(ID_AND_MORE.sub("", t)) == plain(assignment)
        ]
        found = found or [i for i, t in enumerate(titles) if plain(assignment) in plain(t)]
        found = found or [i for i, t in enumerate(titles) if t.casefold() == "grade"]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(repr(title) for title in titles)
    why = "no column" if not found else "more than one column"
    raise BadSubmission(
        f"{table}: {why} for {assignment}. Say which: --column TITLE, one of {listed}."
    )


def note(root: Path, came: Mapping[str, tuple[str, str]]) -> None:
    """Remember what hand-ins were called: ``{"student/assignment": (platform, path)}``. Raises ``StorageError``."""
    known = came_as(root) | {key: list(value) for key, value in came.items()}
    write_whole(root / CAME, json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def came_as(root: Path) -> dict[str, list[str]]:
    """Return what is remembered of that; nothing where nothing was collected."""
    try:
        return json.loads((root / CAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise AutograderError(f"{root / CAME} is broken: delete it, then collect again") from error


def zip_feedback(
    root: Path, assignment: str, pages: Mapping[str, Sequence[Path]], target: Path
) -> list[str]:
    """Zip feedback pages as the platform takes them that the work came from; return what a person should know.

    ``pages``: of each student. Raises ``StorageError``.
    """
    known, lines, platforms = came_as(root), [], set()
    partial = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as stream:
            for student, files in sorted(pages.items()):
                platform, path = known.get(f"{student}/{assignment}", ("", ""))
                platforms.add(platform)
                for file in files:
                    stream.write(file, _name_there(platform, PurePosixPath(path), student, file))
        partial.replace(target)
    except OSError as error:
        raise StorageError(f"Can't write {target}: {error.strerror or error}.") from error
    if "" in platforms:
        lines.append(
            "Some were not collected by `course collect`: their pages lie in folders named like students."
        )
    for platform in sorted(platforms - {"", *TAKES_FEEDBACK}):
        lines.append(
            f"{platform} takes no zip of many students' feedback back: folders named like students."
        )
    return lines


def _name_there(platform: str, path: PurePosixPath, student: str, page: Path) -> str:
    """Return a page's name in the zip: whose it is must be told as in the download."""
    if platform == "Canvas":
        return path.with_suffix(".html").name
    if platform == "Moodle":
        part = next(part for part in path.parts if "_assignsubmission_file" in part)
        folder = part.partition("_assignsubmission_file")[0] + "_assignsubmission_file_"
        return f"{folder}/{page.name}"
    return f"{student}/{page.name}"
