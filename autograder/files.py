"""Files that are whole or not there: safe names, and writing in one step."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.errors import BadSubmission, StorageError

# what nbgrader's exchange puts beside a hand-in, anew for each
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
MOST_FILES, DEEPEST, LONGEST = 5_000, 150, 1_000  # files, levels, bytes of a path in a hand-in


def component(name: str, what: str = "student") -> str:
    """Return ``name`` if it can stand as one folder or file name.

    Raises ``BadSubmission`` for a name that would lead elsewhere or that no disk can hold.
    """
    bad = (
        name in ("", ".", "..")
        or any(c in "/\\" or ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in name)
        or len(name.encode("utf-8", "replace")) > 200
    )
    if bad:
        raise BadSubmission(f"{what} {name[:80]!r} can't be a file name; rename it in submitted/")
    return name


def inside(folder: Path, *parts: str) -> Path:
    """Return the path of ``parts`` below ``folder``.

    Raises ``BadSubmission`` when a part is no plain name, or a symbolic link leads out of the
    folder.
    """
    path = folder.joinpath(*(component(part, "the name") for part in parts))
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise BadSubmission(
            f"{path} leads out of {folder} through a symbolic link; remove the link"
        )
    return path


def listed(folder: Path, *, folders: bool = False) -> list[Path]:
    """Return all that lies below a folder and is no folder itself, in order; links are not followed.

    With ``folders`` these are returned, too, each before what is in it.

    Raises ``BadSubmission`` for more files and folders, more levels, or longer paths than anybody
    hands in, so that nothing that is handed in can stop who looks.
    """
    found: list[Path] = []
    seen, todo = 0, [(folder, 0)]
    while todo:
        place, depth = todo.pop()
        with (
            suppress(FileNotFoundError, PermissionError, NotADirectoryError),
            os.scandir(place) as entries,
        ):
            for entry in entries:
                seen += 1
                path = place / entry.name
                if seen > MOST_FILES:
                    raise BadSubmission(
                        f"more than {MOST_FILES:,} files and folders were handed in: "
                        "leave out those that the notebook doesn't need"
                    )
                if len(os.fsencode(path.relative_to(folder))) > LONGEST or depth >= DEEPEST:
                    raise BadSubmission(
                        f"the folder handed in has more than {DEEPEST} levels, or paths of more than "
                        f"{LONGEST:,} characters: lay its files out flat"
                    )
                inner = entry.is_dir(follow_symlinks=False)
                if inner:
                    todo.append((path, depth + 1))
                if folders or not inner:
                    found.append(path)
    return sorted(found)


def notebook_text(notebook: dict[str, Any]) -> str:
    """Return a notebook as JSON on one line: nbformat's way, which indents, takes twenty times as long."""
    return json.dumps(notebook, ensure_ascii=False) + "\n"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one step: a reader sees the old content or the new one, never a part.

    Raises ``StorageError`` when the disk is full, read-only or gone; the old file then stands.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(
                content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            )
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise StorageError(
            f"cannot write {path}: {error.strerror or error}. "
            "Nothing was left half-written; free some space or allow writing there, then run the same "
            "command again."
        ) from error
    finally:
        with suppress(OSError):  # the same read-only or missing folder, already reported
            temporary.unlink(missing_ok=True)
