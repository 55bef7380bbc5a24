"""Can a student read a solution or a hidden test in what we are about to hand out?

A secret is a passage the author marked. Its lines are looked for, spacing and quoting aside, in
everything released: cells, metadata, attachments and support files. A line that the author also
wrote where everybody can see it (``rng = np.random.default_rng(0)``) gives nothing away; a whole
passage that can be read in another cell does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from autograder.errors import BadSource
from course.release import blanks

MIN_LINE = 9  # characters; `return Q` is no secret
MIN_PASSAGE = 3  # lines; two equal lines in a row may be scaffold
NOISE = re.compile(r"""[\s\\'"]+""")  # what indenting, JSON and quoting change


@dataclass(frozen=True)
class Secret:
    """One passage students must not see. ``lines`` are those worth looking for, squeezed."""

    cell: str
    what: str
    lines: tuple[str, ...]
    visible: frozenset[str]  # those of them that the author shows elsewhere anyway

    @property
    def telling(self) -> tuple[str, ...]:
        """The lines that appear nowhere in the visible text."""
        return tuple(line for line in self.lines if line not in self.visible)


def cell_name(cell: NotebookNode, number: int) -> str:
    """Return the cell's grade_id, or its number in the notebook counted from 1."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") or f"number {number}"


def squeeze(text: str) -> str:
    """Return ``text`` without spaces, quotes and backslashes, so that a copy is found in any guise."""
    return NOISE.sub("", text)


def secrets_of(nb: NotebookNode, notebook: str, text_stub: str) -> tuple[Secret, ...]:
    """Collect every secret of a source notebook. Raises ``BadSource`` for marks in the wrong place."""
    passages: list[tuple[str, str, str]] = []
    shown: list[str] = []
    for number, cell in enumerate(nb.cells, start=1):
        name = cell_name(cell, number)
        with blanks.located(f"{notebook}.ipynb, cell {name}"):
            found, visible = passages_of(cell, text_stub)
        passages += [(name, what, text) for what, text in found]
        shown.append(squeeze(visible))
    return tuple(
        Secret(name, what, lines, frozenset(x for x in lines if any(x in text for text in shown)))
        for name, what, text in passages
        if (lines := lines_worth_hiding(text))
    )


def passages_of(cell: NotebookNode, text_stub: str) -> tuple[list[tuple[str, str]], str]:
    """Split a source cell into its secret passages, each with what it is, and the visible rest."""
    found: list[tuple[str, str]] = []
    text = cell.source
    if is_solution(cell):
        stub = None if cell.cell_type == "code" else text_stub
        hidden = blanks.hide_solutions(text, stub)
        if stub is not None and not hidden.secrets:
            hidden = blanks.Hidden(text_stub, (text,))
        found += [("solution", secret) for secret in hidden.secrets]
        text = hidden.visible
    for marks, what, allowed, place in (
        (blanks.HIDDEN, "hidden test", is_grade(cell), "a test cell with points"),
        (blanks.MARK_SCHEME, "mark scheme", is_task(cell), "a task cell"),
    ):
        hidden = blanks.hide_regions(text, marks)
        if hidden.secrets and not allowed:
            raise BadSource(f"a {what} belongs in {place} (nbgrader metadata)")
        found += [(what, secret) for secret in hidden.secrets]
        text = hidden.visible
    return found, text


def lines_worth_hiding(text: str) -> tuple[str, ...]:
    """Return the squeezed lines of ``text`` that are long enough to mean something."""
    squeezed = (squeeze(line) for line in text.split("\n"))
    return tuple(line for line in squeezed if len(line) >= MIN_LINE)


def refuse_notebook(nb: NotebookNode, secrets: Sequence[Secret], notebook: str) -> None:
    """Raise ``BadSource`` when the released ``nb`` shows a mark, an output, or a secret."""
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells, start=1):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        where = f"{notebook}.ipynb, cell {cell_name(cell, number)}"
        if grade_id and grade_id in seen:
            raise BadSource(f"{where}: another cell has the same grade_id.")
        seen.add(grade_id)
        if mark := blanks.MARKS.search(cell.source):
            raise BadSource(f"{where}: the mark {mark[0]!r} is still there. Is it misspelt?")
        if cell.get("outputs") or cell.get("execution_count"):
            raise BadSource(f"{where}: an output would be released.")
        for name in cell.get("attachments", {}):
            if f"attachment:{name}" not in cell.source:
                raise BadSource(
                    f"{where}: the attachment {name!r} belongs to text that students don't see."
                )
        refuse_passage(squeeze(cell.source), secrets, where)
        refuse_lines(squeeze(json.dumps(cell, ensure_ascii=False)), secrets, where)
    refuse_lines(squeeze(json.dumps(nb, ensure_ascii=False)), secrets, f"{notebook}.ipynb")


def refuse_files(folder: Path, secrets: Sequence[Secret]) -> None:
    """Raise ``BadSource`` when a file in the released ``folder`` holds a mark or a secret."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        where = str(path.relative_to(folder.parent))
        text = path.read_bytes().decode("utf-8", errors="replace")
        if mark := blanks.MARKS.search(text):
            raise BadSource(f"{where}: the mark {mark[0]!r} would be released.")
        squeezed = squeeze(text)
        refuse_lines(squeezed, secrets, where)
        if path.suffix != ".ipynb":
            refuse_passage(squeezed, secrets, where)


def refuse_lines(squeezed: str, secrets: Iterable[Secret], where: str) -> None:
    """Raise ``BadSource`` when one telling line of a secret is part of ``squeezed``."""
    for secret in secrets:
        for line in secret.telling:
            if line in squeezed:
                raise _leak(secret, where, line)


def refuse_passage(squeezed: str, secrets: Iterable[Secret], where: str) -> None:
    """Raise ``BadSource`` when a secret of several lines is part of ``squeezed`` as a whole."""
    for secret in secrets:
        if len(secret.lines) >= MIN_PASSAGE and all(line in squeezed for line in secret.lines):
            raise _leak(secret, where, secret.lines[0])


def _leak(secret: Secret, where: str, line: str) -> BadSource:
    start = line if len(line) <= 40 else line[:39] + "…"
    return BadSource(
        f"{where}: the {secret.what} of cell {secret.cell} could be read there ({start}). "
        "Nothing was released."
    )


TELLING = 45  # characters, squeezed, that don't stand in two places by chance


@dataclass(frozen=True)
class Copies:
    """What of all secrets of a course could be copied: their long lines, and each two in a row.

    ``known``: where a text comes from, by its first TELLING characters and then the whole of it.
    """

    known: Mapping[str, Mapping[str, str]]

    def refuse(self, content: bytes, where: str) -> None:
        """Raise ``BadSource`` when a file, in any kind of quoting, holds one of them."""
        squeezed = squeeze(content.decode("utf-8", errors="replace"))
        for start in range(len(squeezed) - TELLING + 1):
            for secret, whose in self.known.get(squeezed[start : start + TELLING], {}).items():
                if squeezed.startswith(secret, start):
                    raise BadSource(f"{where}: {whose} could be read there ({secret[:40]}…).")


def copies_of(root: Path) -> Copies:
    """Collect the secrets of every assignment in ``source/``. Raises ``BadSource``."""
    known: dict[str, dict[str, str]] = {}
    for path in sorted((root / "source").glob("*/*.ipynb")):
        nb = nbformat.read(path, as_version=4)
        for secret in secrets_of(nb, path.stem, "YOUR ANSWER HERE"):
            whose = f"the {secret.what} of cell {secret.cell} of {path.stem}"
            texts = [x for x in secret.telling if len(x) >= TELLING + 15]  # alone, a line needs more
            for one, other in pairwise(secret.lines):
                if one not in secret.visible or other not in secret.visible:
                    texts.append(one + other)
            for text in texts:
                if len(text) >= TELLING:
                    known.setdefault(text[:TELLING], {})[text] = whose
    return Copies(known)
