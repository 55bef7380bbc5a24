"""Read what was handed in. Nothing about a submitted file is taken for granted.

Every defect is a :class:`BadSubmission` whose message is one line that the student understands.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import nbformat.v4
from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id

from autograder.errors import BadSubmission
from autograder.limits import Limits

_KINDS = ("code", "markdown", "raw")


def find_notebook(folder: Path, notebook: str) -> Path:
    """Return the path of ``notebook`` in a student's folder. Raises :class:`BadSubmission`.

    ``folder`` is ``submitted/<student>/<assignment>``; no part of the path below ``submitted`` may
    be a symbolic link.
    """
    for part in (folder.parent, folder):
        if part.is_symlink():
            raise BadSubmission(f"{part.name} is a symbolic link, not a folder: hand in the files")
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
    found = ", ".join(_printable(name) for name in others[:5])
    raise BadSubmission(f"no file named {path.name} was handed in (found: {found}): rename it")


def read_notebook(path: Path, limits: Limits) -> NotebookNode:
    """Return the notebook at ``path``: sources and metadata, no outputs. Raises BadSubmission."""
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
        data = stream.read()
    return _parsed(path.name, data)


def _parsed(name: str, data: bytes) -> NotebookNode:
    if not data.strip():
        raise BadSubmission(f"{name} is empty")
    try:
        content = json.loads(data)
    except RecursionError as error:
        raise BadSubmission(f"{name} is nested too deeply to be a notebook") from error
    except ValueError as error:
        raise BadSubmission(
            f"{name} is not a notebook, or only a part of one (not valid JSON: {error})"
        ) from error
    if not isinstance(content, dict) or "nbformat" not in content:
        raise BadSubmission(f"{name} is JSON, but not a notebook")
    version = content["nbformat"]
    if type(version) is not int or version != 4:
        found = version if type(version) is int else "unknown"
        raise BadSubmission(
            f"{name} has notebook format {found}, not 4: "
            "open it in JupyterLab, save it, and hand it in again"
        )
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise BadSubmission(f"{name} has no cells")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [cell for cell in map(_cell, cells) if cell is not None]
    return notebook


def _printable(name: str) -> str:
    """Return a file name as it can stand in a line: no line breaks, no undecodable bytes."""
    return "".join(c if c.isprintable() else "?" for c in name)[:80]


def _writable(text: str) -> str:
    """Return ``text`` without lone surrogates, which JSON may hold and no file can."""
    return text.encode("utf-8", "replace").decode()


def _cell(raw: Any) -> NotebookNode | None:
    """Return a clean cell, or None for something that is not one."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in _KINDS:
        return None
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    # built by hand: nbformat would validate each cell on its own, which takes longer than the rest
    cell = NotebookNode(
        id=generate_corpus_id(),
        cell_type=raw["cell_type"],
        metadata=NotebookNode(),
        source=_writable(source),
    )
    if cell.cell_type == "code":
        cell.update(execution_count=None, outputs=[])
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    nbgrader = metadata.get("nbgrader")
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        cell.metadata["nbgrader"] = NotebookNode(grade_id=nbgrader["grade_id"])
    tags = metadata.get("tags")
    if isinstance(tags, list):
        cell.metadata["tags"] = [_writable(tag) for tag in tags if isinstance(tag, str)]
    return cell
