"""Read what was handed in. Nothing about a submitted file is taken for granted.

Every defect is a :class:`BadSubmission` whose message is one line that the student understands.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat.v4
from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id
from nbgrader.utils import parse_utc

from autograder.errors import BadSubmission
from autograder.limits import Limits
from autograder.notebook.cells import plain_cells

Reader = Callable[[str, int], bytes]
_SMALL = 2**18  # bytes: whatever stands in so few, reading them takes ten megabytes at most
_FEW = 1024  # bytes of a time, or of a secret
_EARLIEST, _LATEST = 1990, 2200  # years in which something can be handed in


def require_folder(folder: Path) -> None:
    """Raise :class:`BadSubmission` if a link stands for a student's folder, or for the one around it."""
    for part in (folder.parent, folder):
        if part.is_symlink():
            raise BadSubmission(f"{part.name} is a symbolic link, not a folder: hand in the files")


def find_notebook(folder: Path, notebook: str) -> Path:
    """Return the path of ``notebook`` in a student's folder. Raises :class:`BadSubmission`.

    ``folder`` is ``submitted/<student>/<assignment>``; no part of the path below ``submitted`` may
    be a symbolic link.
    """
    require_folder(folder)
    path = folder / f"{notebook}.ipynb"
    if path.is_symlink():
        raise BadSubmission(f"{path.name} is a symbolic link: hand in the notebook itself")
    if path.exists():
        return path
    try:
        others = sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))
    except OSError as error:
        raise BadSubmission(f"the folder can't be read: {error.strerror}") from error
    if not others:
        raise BadSubmission(f"no file named {path.name} was handed in: the folder is empty")
    found = ", ".join(printable(name) for name in others[:5])
    raise BadSubmission(f"no file named {path.name} was handed in (found: {found}): rename it")


def read_timestamp(folder: Path) -> tuple[str, list[str]]:
    """Return when something was handed in, as ``timestamp.txt`` says, and remarks if it can't be read.

    The time is in UTC and ISO 8601, or empty. Nothing that lies there under that name can stop or hang
    who reads it: what is no small file with a time in it counts as no time, with a remark.
    """
    said, why = small_text(folder / "timestamp.txt")
    if not said and not why:
        return "", []
    if not why:
        try:
            if not re.search(
                r"\d{4}", said
            ):  # of "5" the date parser would make a day of this month
                raise ValueError("no year")
            moment = parse_utc(said.strip())
            if not _EARLIEST <= moment.year < _LATEST:
                raise ValueError("no year of ours")
            return moment.isoformat(sep=" "), []
        except (ValueError, OverflowError, TypeError, AttributeError):
            why = f"it says {printable(said.strip())!r}, which is no date and time"
    return "", [f"timestamp.txt was not used: {why}. Graded as handed in without one"]


def small_text(path: Path) -> tuple[str, str]:
    """Return the content of a small regular file, and why there is none; both empty if it is absent."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return "", ""
    except OSError as error:
        return "", "it is a link" if path.is_symlink() else f"{error.strerror}"
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return "", "it is no regular file"
        if status.st_size > _FEW:
            return "", f"it is {status.st_size:,} bytes long"
        return os.read(descriptor, _FEW).decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", "its bytes are no text"
    except OSError as error:
        return "", str(error.strerror)
    finally:
        os.close(descriptor)


def read_notebook(path: Path, limits: Limits, reader: Reader | None = None) -> NotebookNode:
    """Return the notebook at ``path``: sources and metadata, no outputs. Raises BadSubmission.

    A file that is not small is left to ``reader`` if there is one: a function that returns for an open
    file what :func:`autograder.notebook.cells.as_file` makes of it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise BadSubmission(f"{path.name} can't be read: {error.strerror}") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise BadSubmission(f"{path.name} is not a regular file: hand in the notebook itself")
    with os.fdopen(descriptor, "rb") as stream:
        megabytes = status.st_size / 2**20
        if megabytes > limits.notebook_mb:
            raise BadSubmission(
                f"{path.name} is {megabytes:.0f} MB large (at most {limits.notebook_mb:g} MB): "
                "clear its outputs and hand it in again"
            )
        if reader is not None and status.st_size > _SMALL:
            data = reader(path.name, stream.fileno())
        else:
            data = stream.read(int(limits.notebook_mb * 2**20) + 1)  # it may have grown
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [_node(cell) for cell in plain_cells(path.name, data, limits)]
    return notebook


def _node(cell: dict[str, Any]) -> NotebookNode:
    """Return a cell as nbformat has it."""
    # built by hand: nbformat would validate each cell on its own, which takes longer than the rest
    found = cell.get("id") or generate_corpus_id()
    node = NotebookNode(id=found, metadata=NotebookNode(), **_without_metadata(cell))
    if "attachments" in cell:
        node.attachments = NotebookNode(
            {name: NotebookNode(kinds) for name, kinds in cell["attachments"].items()}
        )
    if node.cell_type == "code":
        node.update(execution_count=None, outputs=[])
    for key, value in cell["metadata"].items():
        node.metadata[key] = NotebookNode(value) if type(value) is dict else value
    return node


def _without_metadata(cell: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": cell["cell_type"], "source": cell["source"]}


def printable(name: str) -> str:
    """Return a file name as it can stand in a line: no line breaks, no undecodable bytes."""
    return "".join(c if c.isprintable() else "?" for c in name)[:80]
