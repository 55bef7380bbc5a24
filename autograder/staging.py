"""What lies beside a notebook when it is graded: what was handed in, under what the course provides."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from autograder.errors import BadSubmission
from autograder.files import SECRET, TIMESTAMP, listed
from autograder.limits import Limits
from autograder.notebook.intake import printable
from autograder.sandbox import confine
from autograder.seeds import digest


class Staged(NamedTuple):
    """What was laid out beside a notebook."""

    remarks: list[str]  # one for each file that can't be read
    digest: str  # of the names and contents of what the student handed in; empty if that is nothing


def lay_out(handed_in: Path, provided: str, folder: str, limits: Limits) -> Staged:
    """Copy a student's files to ``folder``, then those of the course: where both have one, the course's.

    Raises :class:`BadSubmission` for too many.
    """
    paths = listed(handed_in)
    sizes = sum(path.lstat().st_size for path in paths if not path.is_symlink())
    if sizes > limits.disk_mb * 2**20:
        raise BadSubmission(
            f"the files handed in are {sizes / 2**20:.0f} MB large (at most {limits.disk_mb} MB): "
            "hand in what the notebook needs"
        )
    remarks: list[str] = []
    parts: list[bytes] = []
    for path in paths:
        name = path.relative_to(handed_in)
        if any(confine.stays_behind(str(handed_in / p)) for p in (name, *name.parents[:-1])):
            continue
        # no part of the work: they don't count for its seeds, and could tell a notebook what to answer
        if str(name) in (TIMESTAMP, SECRET):
            continue
        place = Path(folder, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, place, follow_symlinks=False)
        except PermissionError:
            remarks.append(f"{printable(str(name))} can't be read: graded without it")
            continue
        with place.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").digest()
        parts += [str(name).encode("utf-8", "surrogateescape"), content]
    if provided:
        confine.copy_files(provided, folder)
    return Staged(remarks, digest(*parts) if parts else "")
