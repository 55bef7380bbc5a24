"""From the bytes of a submitted notebook to plain cells, bounded in number and size.

Reading can take a hundred times the memory of what is read, so a large file is read in a confined
process (``workers.reader``). What that writes is a small notebook, which is read here once more, as
any file would be.
"""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.errors import BadSubmission
from autograder.limits import Limits
from autograder.notebook import pictures

_KINDS = ("code", "markdown", "raw")
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # as nbformat 4.5 has it
_TAG = re.compile(r"[\w.-]{1,60}")  # pages make a class of it


def plain_cells(name: str, data: bytes, limits: Limits) -> list[dict[str, Any]]:
    """Return the cells of a notebook: kind, source, ids, tags, pictures, and nothing else.

    Raises :class:`BadSubmission`, also when there are more of them than ``limits`` allows.
    """
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
    if len(cells) > limits.cells:
        raise BadSubmission(
            f"{name} has {len(cells):,} cells (at most {limits.cells:,}): "
            "remove those that are not needed and hand it in again"
        )
    plain = [cell for cell in map(_plain, cells) if cell is not None]
    megabytes = sum(map(_characters, plain)) / 2**20
    if megabytes > limits.text_mb:
        raise BadSubmission(
            f"the cells of {name} hold {megabytes:.1f} MB of text (at most {limits.text_mb:g} MB): "
            "hand data in as files of its own"
        )
    room = limits.pictures_mb * 2**20
    for cell in plain:
        if "attachments" in cell:
            room -= pictures.characters(cell["attachments"])
            if room < 0:
                pictures.leave_out(cell, f"{limits.pictures_mb:g} MB")
    return plain


def as_file(cells: list[dict[str, Any]]) -> bytes:
    """Return a notebook of these cells, to be read once more."""
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def most_bytes(limits: Limits) -> int:
    """Return how large :func:`as_file` can become: JSON takes six bytes for an odd character."""
    return int((6 * limits.text_mb + limits.pictures_mb) * 2**20) + 400 * limits.cells


def _plain(raw: Any) -> dict[str, Any] | None:
    """Return a clean cell, or None for something that is not one."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in _KINDS:
        return None
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    kept: dict[str, Any] = {}
    nbgrader = metadata.get("nbgrader")
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        kept["nbgrader"] = {"grade_id": nbgrader["grade_id"]}
    tags = metadata.get("tags")
    if isinstance(tags, list):
        kept["tags"] = [t for t in tags if isinstance(t, str) and _TAG.fullmatch(t)]
    cell = {"cell_type": raw["cell_type"], "source": _writable(source), "metadata": kept}
    if isinstance(raw.get("id"), str) and _ID.fullmatch(raw["id"]):
        cell["id"] = raw["id"]
    if cell["cell_type"] != "code" and (pasted := pictures.clean(raw.get("attachments"))):
        cell["attachments"] = pasted
    return cell


def _writable(text: str) -> str:
    """Return ``text`` without lone surrogates, which JSON may hold and no file can."""
    return text.encode("utf-8", "replace").decode()


def _characters(cell: dict[str, Any]) -> int:
    """Return how much a cell says, each tag counted as a line at least."""
    kept = cell["metadata"]
    name = kept.get("nbgrader", {}).get("grade_id", "")
    name += cell.get("id", "")
    return len(cell["source"]) + len(name) + sum(40 + len(tag) for tag in kept.get("tags", ()))
