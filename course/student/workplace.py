"""A student's private copy of the course: filled from ``release/``, never overwritten."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

from autograder.errors import BadSubmission, StorageError
from course.folder import assignments_in, is_course, must_know

DEFAULT = Path("~/rl-course")
MANIFEST = ".course.json"  # which release each file came from: {"bandits/bandits.ipynb": sha256}
ORIGINALS = ".released"  # a folder with every notebook as it was handed out last
IGNORED = (".ipynb_checkpoints", "__pycache__")
BESIDE = re.compile(r"-new(-\d+)?$")  # what free_name makes


def prepare(root: Path, assignment: str, workplace: Path) -> list[str]:
    """Copy the released files that are not there yet; return a line for each newer one put beside.

    Raises ``UnknownAssignment``, ``StorageError``.
    """
    must_know(assignment, assignments_in(root / "release"))
    try:
        workplace.mkdir(parents=True, exist_ok=True)
        manifest = read_manifest(workplace)
        said = []
        for released in sorted((root / "release" / assignment).rglob("*")):
            if released.is_file() and not set(IGNORED) & set(released.parts):
                name = released.relative_to(root / "release")
                said += bring(released, workplace, name, manifest)
                if released.suffix == ".ipynb":
                    copy(released, workplace / ORIGINALS / name)
        write_manifest(workplace, manifest)
    except OSError as error:
        raise StorageError(f"Can't write in {workplace}: {error.strerror or error}.") from error
    return said


def bring(released: Path, workplace: Path, name: Path, manifest: dict[str, str]) -> list[str]:
    """Copy one released file: to its place when that is free, else beside it when it is newer."""
    key, now = name.as_posix(), fingerprint(released)
    mine = workplace / name
    if not mine.exists():
        copy(released, mine)
        manifest[key] = now
        return []
    before = manifest.setdefault(key, now if fingerprint(mine) == now else "")
    if before == now or fingerprint(mine) == now:
        return []
    beside = free_name(mine)
    copy(released, beside)
    manifest[key] = now
    return [f"{name} has a newer version: it is beside yours, as {beside.name}."]


def copy(source: Path, target: Path) -> None:
    """Copy so that ``target`` is whole or not there, whatever interrupts us."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, partial)
    partial.replace(target)


def free_name(path: Path) -> Path:
    """Return ``bandits-new.ipynb``, or with a number when that is taken."""
    number = 1
    while True:
        suffix = "-new" if number == 1 else f"-new-{number}"
        candidate = path.with_name(f"{path.stem}{suffix}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(workplace: Path) -> dict[str, str]:
    """Return what each file was copied from; empty when nobody knows any more."""
    try:
        known = json.loads((workplace / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def write_manifest(workplace: Path, manifest: dict[str, str]) -> None:
    """Save the manifest, all of it or nothing."""
    partial = workplace / f"{MANIFEST}.part"
    partial.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    partial.replace(workplace / MANIFEST)


def original_of(path: Path) -> Path | None:
    """Return the notebook that was handed out under this one's name, if it is to be had.

    It lies in the workplace; in a course's own folder it is the release.
    """
    path = path.resolve()
    name = f"{BESIDE.sub('', path.stem)}.ipynb"
    places = [path.parent.parent / ORIGINALS / path.parent.name / name]
    places += [
        root / "release" / path.parent.name / name for root in path.parents if is_course(root)
    ]
    return next((place for place in places if place.is_file() and place != path), None)


def find_notebook(start: Path, name: str | None, workplace: Path) -> Path:
    """Return the notebook meant by ``name`` (a path or an assignment), or the one at ``start``.

    Raises ``BadSubmission`` saying where was looked.
    """
    if name is not None:
        places = [start / name, start / f"{name}.ipynb", start / name / f"{name}.ipynb"]
        places.append(workplace / name / f"{name}.ipynb")
        for place in places:
            if place.is_file():
                return place
            if place.is_dir() and len(found := notebooks_in(place)) == 1:
                return found[0]
        raise BadSubmission(
            f"There is no notebook {name!r} here or in {workplace}. "
            f"Start with: course learn {Path(name).stem}"
        )
    found = notebooks_in(start)
    if not found and workplace.is_dir():
        found = [x for folder in sorted(workplace.iterdir()) for x in notebooks_in(folder)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadSubmission(f"No notebook here or in {workplace}. Start with: course learn")
    names = ", ".join(path.stem for path in found)
    raise BadSubmission(f"Which notebook? Say: course check NAME, with NAME one of {names}.")


def notebooks_in(folder: Path) -> list[Path]:
    """Return the notebooks of a folder, without newer versions put beside."""
    if not folder.is_dir() or folder.name.startswith("."):
        return []
    return [path for path in sorted(folder.glob("*.ipynb")) if not BESIDE.search(path.stem)]
