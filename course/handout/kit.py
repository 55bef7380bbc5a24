"""``course kit``: the zip that students get, and the proof that it holds nothing they must not read."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat
from nbformat.notebooknode import NotebookNode
from packaging.requirements import Requirement

from autograder.errors import BadSource, StorageError
from course.folder import KIT, assignments_in, must_know, packages_asked
from course.handout import parts
from course.handout.wheel import build_wheel
from course.release.build import differences
from course.release.leaks import Copies, copies_of

NAME = "rl-course-kit"  # the folder that unzipping makes
NEW = "new.zip"
EMULATOR = (
    "ale-py"  # under the GPL: only whoever gets the chapter that plays in it is told to fetch it
)
README = Path(__file__).with_name("kit_readme.md")
ENVIRONMENT = """\
# For conda, in place of the README's first line:  conda env create -f environment.yml && conda activate rl-course
name: rl-course
channels:
  - conda-forge
dependencies:
  - python=3.12
  - pip
  - pip:
      - -r requirements.txt
"""
# The first cell of a notebook in a kit. `%pip` needs a line of its own; all that it does stands in that line.
INSTALL = """\
# Colab, Kaggle: install `lib` from the wheel beside this notebook (elsewhere: nothing)
import glob, importlib.util

if importlib.util.find_spec("lib") is None:
    %pip install --quiet {{(glob.glob("{wheel}") + glob.glob("/kaggle/input/**/{wheel}", recursive=True) + ["{wheel}"])[0]}}
"""
INSTALL_ID = "kit-install"
STAMP = (2000, 1, 1, 0, 0, 0)  # of every file in the zip: the same course gives the same kit


@dataclass(frozen=True)
class Kit:
    """A kit that was built: where it lies, what it holds, how large it is in bytes."""

    path: Path
    assignments: tuple[str, ...]
    size: int


def build_kit(root: Path, assignments: Sequence[str], output: Path) -> Kit:
    """Build the kit of some assignments, or of all that are released, and return it.

    ``output`` is the zip, or a folder for it. Whatever goes wrong, an older kit there stays as it was.
    Raises ``UnknownAssignment``; ``BadSource`` when a release is not what its source gives, or when a file
    would tell a solution or a hidden test; ``StorageError``.
    """
    released = assignments_in(root / "release")
    names = [must_know(name, released) for name in assignments] or released
    if not names:
        raise BadSource("Nothing is released yet: course release")
    for name in names:
        if stale := differences(root, name):
            raise BadSource(
                f"release/{name}/{stale[0]} is not what the source gives: course release {name}"
            )
    with workshop(output, f"{NAME}.zip") as (target, scratch):
        folder = scratch / NAME
        lay_out(root, names, folder)
        refuse_copies(folder, copies_of(root))
        pack(folder, scratch / NEW)
    return Kit(target, tuple(names), target.stat().st_size)


@contextmanager
def workshop(output: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """Yield where a zip is to lie, and a folder beside it: what is NEW in there at the end takes that place.

    ``output``: the zip, or a folder for it. Raises ``StorageError``.
    """
    target = output if output.suffix == ".zip" else output / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kit-", dir=target.parent) as scratch:
            yield target, Path(scratch)
            (Path(scratch) / NEW).replace(target)
    except OSError as error:
        raise StorageError(f"Can't write {target}: {error.strerror or error}.") from error


def lay_out(root: Path, names: Sequence[str], folder: Path) -> None:
    """Write all files of a kit into a folder that doesn't exist yet."""
    folder.mkdir()
    notebooks = {
        path: nbformat.read(path, as_version=4)
        for name in names
        for path in sorted((root / "release" / name).glob("*.ipynb"))
    }
    codes = list(_cells(notebooks.values()))
    modules = parts.modules_needed(root)
    ours = {module: parts.path_of(root, module).read_text(encoding="utf-8") for module in modules}
    emulator = needs_emulator(root, names)
    of_lib = [code for module, code in ours.items() if module.partition(".")[0] == "lib"]
    needs, declared = parts.packages_needed([*of_lib, *codes]), _declared(root)
    wheel = build_wheel(root, folder, modules, sorted(declared[x] for x in needs & declared.keys()))
    wanted = needs | parts.packages_needed(ours.values()) | set(parts.STARTED)
    wanted = wanted | {EMULATOR} if emulator else wanted - {EMULATOR}
    texts = {
        "requirements.txt": requirements(root, wanted, wheel),
        "environment.yml": ENVIRONMENT,
        "README.md": readme(names, wheel.name, emulator=emulator),
        KIT: json.dumps({"wheel": wheel.name, "assignments": list(names)}, indent=1) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in names:
        for source in _files_of(root / "release" / name):
            target = folder / "release" / source.relative_to(root / "release")
            target.parent.mkdir(parents=True, exist_ok=True)
            if source in notebooks:
                nbformat.write(with_install(notebooks[source], wheel.name), target)
            else:
                shutil.copyfile(source, target)


def needs_emulator(root: Path, names: Iterable[str]) -> bool:
    """Say whether one of these assignments plays in the emulator."""
    return any(EMULATOR.replace("-", "_") in packages_asked(root, name) for name in names)


def _files_of(folder: Path) -> Iterator[Path]:
    hidden = (p for p in sorted(folder.rglob("*")) if p.is_file())
    yield from (p for p in hidden if not any(x.startswith((".", "__")) for x in p.parts[-2:]))


def _cells(notebooks) -> Iterator[str]:
    """Yield the code cells that are Python as they stand; blanks may make others none."""
    for nb in notebooks:
        for cell in nb.cells:
            if cell.cell_type == "code":
                code = re.sub(r"<YOUR CODE[^>\n]*>", "None", cell.source)
                try:
                    compile(code, "cell", "exec")
                except SyntaxError:
                    continue  # a magic, or a blank in the middle of something: set-up cells have neither
                yield code


def _declared(root: Path) -> dict[str, str]:
    """Return what the course itself depends on: names with their extras, without versions."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [Requirement(one) for one in project["dependencies"]]
    extras = {one.name: f"[{','.join(sorted(one.extras))}]" if one.extras else "" for one in needs}
    return {parts.normal(name): name + extra for name, extra in extras.items()}


def requirements(root: Path, wanted: set[str], wheel: Path) -> str:
    """Return the kit's requirements: versions and hashes of the course's locks, and the wheel beside it.

    Raises ``BadSource`` when a lock lacks a package that a notebook imports.
    """
    blocks = {}
    for lock in ("requirements.lock", "requirements-atari.lock"):
        if (root / lock).is_file():
            blocks |= parts.pins_of((root / lock).read_text(encoding="utf-8"))
    if lost := sorted(wanted - blocks.keys()):
        raise BadSource(
            f"requirements.lock lacks {', '.join(lost)}, which students need: make lock"
        )
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lines = [f"./{wheel.name} \\\n    --hash=sha256:{digest}\n"]
    for name in parts.closure(blocks, wanted):
        kept = [
            line
            for line in blocks[name].splitlines(keepends=True)
            if not line.lstrip().startswith("#")
        ]
        lines.append("".join(kept))
    return "".join(lines)


def readme(names: Sequence[str], wheel: str, *, emulator: bool) -> str:
    """Return the few lines that a student reads first."""
    text = README.read_text(encoding="utf-8")
    note, _, rest = text.partition("<!-- emulator -->\n")[2].partition("<!-- end -->\n")
    text = text.partition("<!-- emulator -->\n")[0] + (note if emulator else "") + rest
    listed = "\n".join(f"- `{name}`" for name in names)
    return text.format(wheel=wheel, assignments=listed, first=names[0])


def with_install(nb: NotebookNode, wheel: str) -> NotebookNode:
    """Return a released notebook whose first cell fetches ``lib`` where there is none."""
    cell = nbformat.v4.new_code_cell(INSTALL.format(wheel=wheel), id=INSTALL_ID)
    cell.metadata = NotebookNode(tags=["folded"], jupyter={"source_hidden": True})
    nb = nbformat.from_dict(nb)
    first = 1 if nb.cells and nb.cells[0].cell_type == "markdown" else 0
    nb.cells.insert(first, cell)
    return nb


def refuse_copies(folder: Path, copies: Copies) -> None:
    """Raise ``BadSource`` when any file of a kit, or any in its wheel, tells a solution or a hidden test."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        where = path.relative_to(folder).as_posix()
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                for member in wheel.namelist():
                    copies.refuse(wheel.read(member), f"{where}/{PurePosixPath(member)}")
        elif path.suffix == ".ipynb":
            nb = nbformat.read(path, as_version=4)
            for cell in nb.cells:
                copies.refuse(cell.source.encode(), where)
            copies.refuse(path.read_bytes(), where)
        else:
            copies.refuse(path.read_bytes(), where)


def pack(
    folder: Path, target: Path, *, inside: Path | None = None, executable: Collection[str] = ()
) -> None:
    """Zip a folder, or what is ``inside`` of it, each file with the same date, in the same order."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stream:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(inside or folder.parent).as_posix(), STAMP)
            mode = 0o755 if path.name in executable else 0o644
            entry.external_attr, entry.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            stream.writestr(entry, path.read_bytes())
