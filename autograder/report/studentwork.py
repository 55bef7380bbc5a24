"""A student's own cells, taken from the executed notebook and made safe to show.

The executed notebook also holds the master's test cells with their hidden tests, so this module
works by an allow-list: cells nbgrader marks as the student's solution, and code cells nbgrader
does not know. Everything in them is untrusted, metadata and outputs included.
"""

from __future__ import annotations

import base64
import binascii
import functools
import json
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from autograder.report.marks import plain

# One page must stay small enough to mail and to open on a telephone.
FILE_BYTES = 100_000_000
TEXT_CHARACTERS = 10_000  # of one output or one cell
PAGE_CHARACTERS = 400_000
IMAGE_BYTES = 3_000_000
PAGE_IMAGE_BYTES = 20_000_000
IMAGE_PIXELS = 40_000_000
OUTPUTS_PER_CELL = 40
CELLS = 500

_STEM = re.compile(r"[-_](?:tests?|solution)$")
_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@dataclass(frozen=True)
class Output:
    """One thing a cell displayed: text to be escaped, a data URI, or a remark of ours."""

    kind: Literal["text", "stderr", "error", "image", "remark"]
    content: str


@dataclass(frozen=True)
class Cell:
    """One cell the student wrote; ``source`` is highlighted, or text for a written answer."""

    number: int  # position in the notebook, from 1
    kind: Literal["code", "answer"]
    source: str
    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True)
class Work:
    """The student's cells by exercise, and those that belong to none."""

    by_exercise: dict[str, list[Cell]] = field(default_factory=dict)
    rest: list[Cell] = field(default_factory=list)
    remark: str = ""  # why nothing, or not everything, is shown


def read_work(path: Path, grade_ids: Sequence[str]) -> Work:
    """Return the student's cells of an executed notebook, sorted by the exercise they belong to.

    A notebook that is missing or misshapen gives no cells and a remark; nothing is raised for it.
    """
    try:
        if path.stat().st_size > FILE_BYTES:
            return Work(remark="The notebook is too large to be shown here.")
        notebook = json.loads(path.read_bytes())
        return _sort(notebook, grade_ids)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Work(remark="The notebook itself can't be shown here.")


def _sort(notebook: dict[str, Any], grade_ids: Sequence[str]) -> Work:
    cells = notebook["cells"]
    marks = [_nbgrader(cell) for cell in cells]
    lexer = _lexer(notebook)
    ahead = _next_graded(marks, grade_ids)
    stems = {_STEM.sub("", grade_id): grade_id for grade_id in grade_ids}
    work = Work()
    budget = _Budget()
    current: str | None = None
    for i, (cell, mark) in enumerate(zip(cells, marks, strict=True)):
        if mark is not None:
            name = mark.get("grade_id")
            if name in grade_ids and mark.get("grade") is True:
                current = name
            elif mark.get("solution") is True:
                current = stems.get(_STEM.sub("", str(name))) or ahead[i]
        if not _by_student(cell, mark):
            continue
        if budget.cells >= CELLS:
            return Work(work.by_exercise, work.rest, f"Only the first {CELLS} cells are shown.")
        shown = _show(cell, i + 1, lexer, budget)
        (work.rest if current is None else work.by_exercise.setdefault(current, [])).append(shown)
    return work


def _nbgrader(cell: dict[str, Any]) -> dict[str, Any] | None:
    """Return nbgrader's marks; anything misshapen counts as marked, hence is not shown."""
    if "nbgrader" not in cell["metadata"]:
        return None
    mark = cell["metadata"]["nbgrader"]
    return mark if isinstance(mark, dict) else {}


def _by_student(cell: dict[str, Any], mark: dict[str, Any] | None) -> bool:
    if mark is None:
        return cell["cell_type"] == "code" and bool(_joined(cell["source"]).strip())
    return mark.get("solution") is True and mark.get("locked") is not True


def _next_graded(
    marks: Sequence[dict[str, Any] | None], grade_ids: Sequence[str]
) -> list[str | None]:
    """Return, for each cell, the graded cell at or after it: a solution precedes its test."""
    found: str | None = None
    ahead: list[str | None] = []
    for mark in reversed(marks):
        if mark and mark.get("grade") is True and mark.get("grade_id") in grade_ids:
            found = mark["grade_id"]
        ahead.append(found)
    return ahead[::-1]


class _Budget:
    """What the page may still hold."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = PAGE_CHARACTERS
        self.image_bytes = PAGE_IMAGE_BYTES

    def text(self, text: str) -> str:
        """Return text cut to what fits: beginning and end stay, the cut says how much is gone."""
        text = plain(text)
        room = min(TEXT_CHARACTERS, max(self.characters, 200))
        if len(text) > room:
            head, tail = text[: room * 3 // 4], text[-(room // 4) :]
            text = f"{head}\n… {len(text) - room:,} characters left out …\n{tail}"
        self.characters -= len(text)
        return text


def _show(cell: dict[str, Any], number: int, lexer: Any, budget: _Budget) -> Cell:
    budget.cells += 1
    source = budget.text(_joined(cell["source"]))
    if cell["cell_type"] != "code":
        pasted = cell.get("attachments", {}).values()
        shown = (
            _image(kind, _joined(content), budget)
            for one in pasted
            for kind, content in one.items()
        )
        return Cell(number, "answer", source, tuple(shown))
    outputs = tuple(_outputs(cell.get("outputs", []), budget))
    return Cell(number, "code", _coloured(source, lexer), outputs)


@functools.lru_cache(1_000)  # what students were given is the same for a whole class
def _coloured(source: str, lexer: Any) -> Markup:
    # Pygments escapes what it colours; this is the only ready-made HTML on the page.
    return Markup(highlight(source, lexer, _FORMATTER))


def _outputs(outputs: list[dict[str, Any]], budget: _Budget) -> Iterator[Output]:
    for output in outputs[:OUTPUTS_PER_CELL]:
        match output["output_type"]:
            case "stream":
                text = _last_written(_joined(output["text"]))
                kind = "stderr" if output["name"] == "stderr" else "text"
                if text.strip():
                    yield Output(kind, budget.text(text))
            case "error":
                trace = "\n".join(map(str, output["traceback"]))
                text = trace or f"{output['ename']}: {output['evalue']}"
                yield Output("error", budget.text(text))
            case "display_data" | "execute_result":
                yield _richest(output["data"], budget)
    if len(outputs) > OUTPUTS_PER_CELL:
        yield Output("remark", f"{len(outputs) - OUTPUTS_PER_CELL} more outputs are not shown.")


def _richest(data: dict[str, Any], budget: _Budget) -> Output:
    for mime in (*_MAGIC, "image/svg+xml"):
        if mime in data:
            return _image(mime, _joined(data[mime]), budget)
    text = _joined(data.get("text/plain", ""))
    # HTML can't be shown safely; its text form can, unless that is only the name of an object.
    if text and not ("text/html" in data and re.match(r"<[\w.]+ object>", text)):
        return Output("text", budget.text(text))
    return Output("remark", "An output that is neither text nor image: run the notebook to see it.")


def _image(mime: str, content: str, budget: _Budget) -> Output:
    try:
        if mime in _MAGIC:
            raw = base64.b64decode("".join(content.split()), validate=True)
        else:
            raw = content.encode("utf-8")
    except (binascii.Error, ValueError):
        return Output("remark", "An image that can't be read.")
    if mime in _MAGIC and not raw.startswith(_MAGIC[mime]):
        return Output("remark", "An image that can't be read.")
    if len(raw) > min(IMAGE_BYTES, budget.image_bytes) or _pixels(mime, raw) > IMAGE_PIXELS:
        return Output("remark", f"An image of {len(raw) / 1e6:.1f} MB is too large to be shown.")
    budget.image_bytes -= len(raw)
    # Inside <img> an SVG can neither run scripts nor load anything.
    return Output("image", f"data:{mime};base64,{base64.b64encode(raw).decode('ascii')}")


def _pixels(mime: str, raw: bytes) -> int:
    if mime != "image/png" or len(raw) < 24:
        return 0
    width, height = struct.unpack(">II", raw[16:24])
    return width * height


def _last_written(text: str) -> str:
    """Return what a terminal would still show of lines that carriage returns overwrote."""
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(text)


def _lexer(notebook: dict[str, Any]) -> Any:
    language = notebook.get("metadata", {}).get("language_info", {}).get("name", "python")
    return _lexer_of(str(language)[:100])


@functools.lru_cache(16)
def _lexer_of(language: str) -> Any:
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return get_lexer_by_name("text")
