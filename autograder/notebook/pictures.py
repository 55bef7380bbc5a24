"""Pictures in written answers: pasted into the cell, or files that were handed in beside the notebook.

JupyterLab keeps a pasted picture in the cell, as an attachment. A file that a text shows is made one
here, so that the picture goes wherever the text goes: to the person who grades, and back.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:  # its import takes a second, for which each fork server would wait
    from nbformat import NotebookNode

KINDS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
}
"""What is kept, by its MIME type, and the bytes that such a file begins with."""

_MOST_FILE = 8 * 2**20  # bytes of a file that becomes an attachment
_NAME = re.compile(r"[\w. -]{1,200}")
_SHOWN = re.compile(r"(?P<before>!\[[^\]]*\]\()(?P<file>[\w%./ -]+)(?P<after>\))")

Attachments = dict[str, dict[str, str]]


def clean(raw: Any) -> Attachments:
    """Return those attachments of a cell that are pictures: name to MIME type to base64."""
    kept: Attachments = {}
    for name, kinds in raw.items() if isinstance(raw, dict) else ():
        if not (isinstance(name, str) and _NAME.fullmatch(name) and isinstance(kinds, dict)):
            continue
        for kind, content in kinds.items():
            if isinstance(content, list):  # nbformat allows lines
                content = "".join(line for line in content if isinstance(line, str))
            if kind in KINDS and isinstance(content, str) and _is(kind, content):
                kept[name] = {kind: content}
    return kept


def characters(pictures: Attachments) -> int:
    """Return how much they hold, in characters of base64."""
    return sum(len(content) for kinds in pictures.values() for content in kinds.values())


def leave_out(cell: dict[str, Any], limit: str) -> None:
    """Take the pictures out of a cell and say so in its text."""
    names = ", ".join(sorted(cell.pop("attachments")))
    cell["source"] += f"\n\n(Left out: {names}. Pictures beyond {limit} in all are not kept.)"


def join(parts: list[NotebookNode]) -> tuple[str, Attachments]:
    """Return one text for the parts of an answer, and the pictures of all.

    A pasted picture is often called ``image.png``: one that isn't the first of that name gets another.
    """
    texts, pictures = [], dict[str, dict[str, str]]()
    for part in parts:
        text = part.source
        for name, kinds in part.get("attachments", {}).items():
            free, number = name, 2
            while free in pictures and pictures[free] != kinds:
                free, number = f"{number}-{name}", number + 1
            pictures[free] = kinds
            if free != name:
                text = text.replace(f"(attachment:{name})", f"(attachment:{free})")
        texts.append(text)
    return "\n\n".join(texts), pictures


def attach_files(cells: list[NotebookNode], folder: Path, megabytes: float) -> None:
    """Make attachments of the picture files in ``folder`` that Markdown cells show, in place.

    Only ordinary files below ``folder`` are read, without following links, and no more than so many
    megabytes in all; whatever else a text names stays as it is written.
    """
    room = int(megabytes * 2**20)
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        found: Attachments = {}
        for match in _SHOWN.finditer(cell.source):
            name = unquote(match["file"])
            picture = _picture(folder, name, min(room, _MOST_FILE))
            if picture is None:
                continue
            taken = cell.get("attachments", {}) | found
            free = name.replace("/", "-")
            while free in taken and taken[free] != picture:
                free = f"file-{free}"
            room -= characters({free: picture}) if free not in taken else 0
            found[free] = picture
            shown = f"{match['before']}attachment:{free.replace(' ', '%20')}{match['after']}"
            cell.source = cell.source.replace(match.group(), shown)
        if found:
            cell["attachments"] = {**cell.get("attachments", {}), **found}


def _picture(folder: Path, name: str, most: int) -> dict[str, str] | None:
    """Return the picture in a file below ``folder``, or None for anything else."""
    parts = name.split("/")
    if parts[0] == ".":
        parts = parts[1:]
    if not parts or not all(_NAME.fullmatch(part) and part not in (".", "..") for part in parts):
        return None
    place = folder
    for part in parts[:-1]:
        place = place / part
        if place.is_symlink():
            return None
    try:
        descriptor = os.open(
            place / parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
    except OSError:  # there is none: the text says so by itself
        return None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size * 4 > most * 3:
            return None
        data = stream.read(most)
    kind = next((kind for kind, magic in KINDS.items() if data.startswith(magic)), None)
    return {kind: base64.b64encode(data).decode("ascii")} if kind else None


def _is(kind: str, content: str) -> bool:
    """Say whether base64 text is a picture of this kind, as its first bytes tell."""
    try:
        begins = base64.b64decode("".join(content[:64].split())[:16], validate=True)
    except (binascii.Error, ValueError):
        return False
    return begins.startswith(KINDS[kind]) and re.fullmatch(r"[\w+/=\s]*", content) is not None
