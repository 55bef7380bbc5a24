"""Files that a test and the student's code share: what each has written, for the other to read.

What the student's code has written comes along as data, into the verifier's own folder, and nothing that
Python would import. What the test has written goes to the student's code with a call that names it, as it
goes with its arguments: by a path among them, or by one that the instructor's solution has in its text.

Kernel side: :func:`files_here`, :func:`put`. Verifier side: :class:`Brought`, :class:`Sent`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_READABLE = {
    *("", ".txt", ".csv", ".tsv", ".json", ".md", ".dat", ".log", ".xml", ".html", ".out"),
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".npy", ".npz", ".bin"),
}
MOST_FILES, LARGEST, MOST_BYTES = 64, 8 * 2**20, 16 * 2**20
_MOST_NESTED, _LONGEST = 4, 4096


def files_here() -> dict[str, bytes]:
    """Return the files in the current folder that a test may look at, by their paths; on the kernel's side."""
    found: dict[str, bytes] = {}
    total = 0
    for place, folders, names in os.walk("."):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() not in _READABLE or name.startswith("."):
                continue
            with contextlib.suppress(OSError):
                size = path.stat().st_size
                total += size
                if path.is_file() and size <= LARGEST and total <= MOST_BYTES:
                    found[path.as_posix()] = path.read_bytes()
            if len(found) >= MOST_FILES:
                return found
    return found


class Brought:
    """What the student's code has written, put into the verifier's folder for one test; a context manager.

    No file of the instructor's is replaced, nothing lands outside the folder, and nothing that Python
    would import.
    """

    def __init__(self, folder: Path, sent: set[Path]) -> None:
        self._folder = folder.resolve()
        self._written: dict[Path, bytes] = {}
        self._sent = sent  # what the test has written and the student's code was given

    def __enter__(self) -> Brought:
        return self

    def renew(self, files: Any) -> None:
        """Write what is new or changed. Raises ``ValueError`` for what is not files."""
        found = {self._folder / name: content for name, content in _checked(files)}
        for path in self._sent - found.keys():
            if len(found) < MOST_FILES and path.suffix.lower() in _READABLE:  # all there are came
                path.unlink(missing_ok=True)
        for path, content in found.items():
            ours = path in self._written or path in self._sent
            if self._written.get(path) == content:
                continue
            # a file where another's folder is, or a name too long
            with contextlib.suppress(OSError):
                if path.exists() and not ours:
                    continue
                if path.parent.resolve().is_relative_to(self._folder):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
                    self._written[path] = content

    @property
    def written(self) -> Iterable[Path]:
        """Files that came from the student's code."""
        return self._written.keys()

    def __exit__(self, *_: object) -> None:
        for path in self._written:
            path.unlink(missing_ok=True)


def _checked(files: Any) -> Iterator[tuple[str, bytes]]:
    if type(files) is not dict or len(files) > MOST_FILES:
        raise ValueError("that is not files")
    for name, content in files.items():
        if type(name) is not str or type(content) is not bytes or len(content) > LARGEST:
            raise ValueError("that is no file")
        path = Path(name)
        parts = path.parts
        hidden = any(part.startswith((".", "__")) or len(part) > 200 for part in parts)
        outside = path.is_absolute() or ".." in parts or "\0" in name or len(parts) > 8
        if not parts or hidden or outside or path.suffix.lower() not in _READABLE:
            raise ValueError("that is no file that a test may look at")
        yield name, content


class Sent:
    """What the test has written since it began, sent to the student's code as far as a call names it."""

    def __init__(self, folder: Path, words: Iterable[str]) -> None:
        self._folder = folder.resolve()
        self._words = set(words)
        self._known = dict(self._stamps())  # as the student's side has it
        self.files: set[Path] = set()  # that it has by now

    def with_call(self, arguments: Any) -> dict[str, Any]:
        """Return what goes with a call: new content by path, folders, and what is gone.

        Raises ``ValueError`` for more than may cross.
        """
        now = dict(self._stamps())
        changed = [path for path, stamp in now.items() if self._known.get(path) != stamp]
        gone = [path for path in self._known.keys() - now.keys() if path in self.files]
        if not changed and not gone:
            return {}
        words = self._words.union(*(Path(text).parts for text in _texts_in(arguments, 0)))
        named = [p for p in changed if words.intersection(p.relative_to(self._folder).parts)]
        folders = [path for path in named if path.is_dir()]
        files = {path: path.read_bytes() for path in named if path.is_file()}
        if len(named) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
            raise ValueError("a test can't hand over that many files, or such large ones")
        self._known.update({path: now[path] for path in named})
        for path in gone:
            del self._known[path]
        self.files.update(files)
        self.files.difference_update(gone)
        return {
            "folders": [self._name(path) for path in folders],
            "files": {self._name(path): content for path, content in files.items()},
            "gone": [self._name(path) for path in gone],
        }

    def took(self, paths: Iterable[Path]) -> None:
        """Take what came from the student's code for what it knows; not what the test wrote meanwhile."""
        for path in paths:
            with contextlib.suppress(OSError):
                self._known[path] = _stamp(path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _stamps(self) -> Iterator[tuple[Path, tuple[int, int, int]]]:
        for place, folders, names in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith("__")]
            for name in (*folders, *names):
                with contextlib.suppress(OSError):
                    path = Path(place, name)
                    yield path, _stamp(path)


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns, found.st_size) if path.is_file() else (0, 0, 0)


def _texts_in(value: Any, nested: int) -> Iterator[str]:
    """Yield the texts and paths among the arguments of a call."""
    if isinstance(value, str | os.PathLike):
        text = os.fspath(value)
        if isinstance(text, str) and len(text) <= _LONGEST:
            yield text
    elif type(value) in (list, tuple, set, dict) and nested < _MOST_NESTED:
        for item in (*value, *value.values()) if type(value) is dict else value:
            yield from _texts_in(item, nested + 1)


def put(told: dict[str, Any]) -> None:
    """Have the test's files beside the notebook; on the kernel's side."""
    for name in told["folders"]:
        Path(name).mkdir(parents=True, exist_ok=True)
    for name, content in told["files"].items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    for name in told["gone"]:
        Path(name).unlink(missing_ok=True)
