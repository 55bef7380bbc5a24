"""Files as they come: from a folder, a zip, or a zip inside either, within bounds, never outside of it."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.errors import BadSubmission
from autograder.notebook.intake import printable

MOST_ENTRIES = 200_000  # of all that is handed to one command
MOST_OF_ONE = 1_000  # entries of a zip that one student made
LARGEST = 64 << 20  # bytes of a file
MOST_BYTES = 1 << 30  # bytes of a zip that one student made, unpacked
DRIVE = re.compile(r"[A-Za-z]:")
LEFT_OUT = {"__MACOSX", "__pycache__", ".git", ".ipynb_checkpoints", ".venv", "node_modules"}


@dataclass(frozen=True)
class Parcel:
    """One file: where it lies in what was given, and how to read it."""

    path: PurePosixPath  # never absolute, no ".." in it
    size: int
    read: Callable[[], bytes]  # raises BadSubmission
    beneath: Path  # the file or folder that was given
    file: Path | None = None  # where it lies, unless inside a zip
    inside: PurePosixPath | None = (
        None  # the zip of a student's that it was in: what is in there names nobody
    )

    @property
    def shown(self) -> str:
        """The path as it can stand in a line."""
        return printable(str(self.path))


def parcels_in(given: Path, only: Collection[str] = ()) -> Iterator[Parcel]:
    """Yield the files of a folder or a zip, or the one file that is given, in the order of their paths.

    ``only``: names of what to look at in a folder, if not all. Raises ``BadSubmission`` for what is not there, is no zip, or is too much.
    """
    if given.is_dir():
        yield from _in_folder(given, only)
    elif given.suffix.lower() == ".zip":
        yield from _in_zip(given)
    elif given.is_file():
        yield Parcel(PurePosixPath(given.name), given.stat().st_size, _reader(given), given, given)
    else:
        raise BadSubmission(f"There is no file or folder {given}.")


def _in_folder(given: Path, only: Collection[str]) -> Iterator[Parcel]:
    seen = 0
    for place, folders, names in os.walk(given):
        folders[:] = sorted(set(folders) - LEFT_OUT)
        if only and place == str(given):
            folders[:] = [name for name in folders if name in only]
            names = [name for name in names if name in only]
        for name in sorted(names):
            seen += 1
            if seen > MOST_ENTRIES:
                raise BadSubmission(f"{given} holds more than {MOST_ENTRIES:,} files.")
            path = Path(place, name)
            with suppress(OSError):  # it has just gone
                status = path.lstat()
                if stat.S_ISREG(status.st_mode):
                    inner = PurePosixPath(path.relative_to(given).as_posix())
                    yield Parcel(inner, status.st_size, _reader(path), given, path)


def _in_zip(given: Path) -> Iterator[Parcel]:
    try:
        archive = zipfile.ZipFile(given)
    except (zipfile.BadZipFile, OSError) as error:
        raise BadSubmission(f"{given} can't be read as a zip: {error}.") from error
    yield from _members(archive, given, PurePosixPath(), str(given), MOST_ENTRIES, None)


def unpacked(parcel: Parcel) -> list[Parcel]:
    """Return what is in a zip that a student made; what is in a zip inside that one stays there.

    Raises ``BadSubmission``, in a line that names it, for one that is broken, encrypted, has more entries or
    bytes than anybody hands in, or paths that lead elsewhere.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(parcel.read()))
    except zipfile.BadZipFile as error:
        raise BadSubmission(f"{parcel.shown}: this zip is broken ({error})") from error
    place = parcel.path.with_suffix("")
    members = _members(archive, parcel.beneath, place, parcel.shown, MOST_OF_ONE, MOST_BYTES)
    return [replace(member, inside=parcel.path) for member in members]


def _members(
    archive: zipfile.ZipFile,
    given: Path,
    place: PurePosixPath,
    name: str,
    most: int,
    bytes_: int | None,
) -> Iterator[Parcel]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > most:
        raise BadSubmission(f"{name}: this zip has {len(entries):,} entries (at most {most:,})")
    total = sum(entry.file_size for entry in entries)
    if bytes_ is not None and total > bytes_:
        raise BadSubmission(
            f"{name}: unpacked, this zip has {total / 2**20:,.0f} MB (at most {bytes_ >> 20:,} MB)"
        )
    for entry in sorted(entries, key=lambda entry: entry.filename):
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if (
            path.is_absolute()
            or ".." in path.parts
            or path.parts[:1] == ()
            or DRIVE.match(str(path))
        ):
            raise BadSubmission(
                f"{name}: the path {printable(entry.filename)!r} leads out of this zip"
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise BadSubmission(f"{name}: {printable(entry.filename)!r} is a link, not a file")
        if not LEFT_OUT & set(path.parts):
            yield Parcel(place / path, entry.file_size, _member_reader(archive, entry, name), given)


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with path.open("rb") as stream:
                return _bounded(stream, path.name)
        except OSError as error:
            raise BadSubmission(f"{path.name} can't be read: {error.strerror}") from error

    return read


def _member_reader(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str
) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(entry) as stream:
                return _bounded(stream, entry.filename)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            # a password is a RuntimeError, a method that Python lacks NotImplementedError
            raise BadSubmission(
                f"{name}: {printable(entry.filename)} can't be unpacked ({error})"
            ) from error

    return read


def _bounded(stream, name: str) -> bytes:
    """Read a file whatever its size is said to be, up to the bound."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadSubmission(f"{printable(name)} has more than {LARGEST >> 20} MB")
    return data
