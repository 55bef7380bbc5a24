"""Where random numbers begin: for a kernel, and for each test of each hand-in, from a secret.

The same code, with the same files beside it, gets the same seeds, whoever grades it and how often.
Other code or files get others: feedback tells what a hidden test expected, and who hands in again must
not be able to answer by heart.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import StorageError


@dataclass(frozen=True)
class Seeds:
    """Where random numbers begin: by course, student, assignment, code handed in, and cell."""

    secret: bytes  # see :func:`students_secret`
    student: str
    assignment: str
    code: str = ""  # see :func:`code_of`

    def of(self, cell: str) -> int:
        """Return the seed for one cell (or for the kernel, with an empty name)."""
        text = "\0".join((self.student, self.assignment, self.code, cell)).encode()
        return int.from_bytes(hmac.digest(self.secret, text, hashlib.sha256)[:8], "big")


def students_secret(secret: bytes, student: str, assignment: str) -> bytes:
    """Return what the seeds of one student's hand-ins begin with.

    It may go to another machine to be graded there: nothing can be told from it about the course's secret,
    nor about another student's seeds.
    """
    names = "\0".join((student, assignment))  # which a folder's name may be that is no text
    return hmac.digest(secret, names.encode("utf-8", "surrogatepass"), hashlib.sha256)


def code_of(notebook: NotebookNode, files: str = "") -> str:
    """Return a hash of the code in a reconciled notebook, and of that of the files it may read."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    parts = [source.encode("utf-8", "replace") for source in sources]
    return digest(*parts, *([files.encode()] if files else []))


def digest(*parts: bytes) -> str:
    """Return one hash of several parts."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def course_secret(root: Path) -> bytes:
    """Return the course's secret, from which seeds are made; create it at first use."""
    path = root / ".autograder" / "secret"
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        if not path.exists():
            fresh = path.with_name(f"secret.{secrets.token_hex(4)}")
            fresh.write_text(secrets.token_hex(32))
            fresh.chmod(0o600)
            with contextlib.suppress(FileExistsError):  # another grader was quicker
                path.hardlink_to(fresh)
            fresh.unlink()
        return bytes.fromhex(path.read_text())
    except (OSError, ValueError) as error:
        raise StorageError(f"the course's secret can't be kept in {path}: {error}") from error
