"""The wheel of a kit: ``lib``, ``course learn`` and ``course check``, and not a line of the grader's or the book's."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import StorageError
from course.handout import parts

# Newer than 1980, as zip wants it, and always the same: the same course gives the same wheel.
EPOCH = "946684800"
BUILD = "from setuptools import build_meta; import sys; print(build_meta.build_wheel(sys.argv[1]))"


def build_wheel(root: Path, into: Path, modules: Sequence[str], needs: Sequence[str]) -> Path:
    """Build the wheel of some of our modules, those that students need, into a folder and return it.

    ``needs``: what the notebooks' ``lib`` asks of others, as names without versions: on a machine that has
    packages of its own, like Colab's, these stay as they are. Raises ``StorageError``.
    """
    project = _project_of(root)
    with tempfile.TemporaryDirectory(prefix="kit-") as scratch:
        folder = Path(scratch)
        packages = _copy(root, modules, folder)
        project["version"] = _version(project, folder)
        (folder / "pyproject.toml").write_text(
            _project(project, modules, packages, needs), encoding="utf-8"
        )
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(into.resolve())],
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["for no reason given"])[-1]
            raise StorageError(f"Can't build the kit's wheel: {reason}")
    return into / done.stdout.splitlines()[-1]


def wheel_version(root: Path, modules: Sequence[str]) -> str:
    """Return the version that a wheel of some of our modules has: other content, another version."""
    with tempfile.TemporaryDirectory(prefix="kit-") as scratch:
        _copy(root, modules, Path(scratch))
        return _version(_project_of(root), Path(scratch))


def _project_of(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _copy(root: Path, modules: Sequence[str], folder: Path) -> list[str]:
    """Copy modules, and the files of their packages that are no code, into a folder; return the packages."""
    packages = sorted({m for m in modules if parts.path_of(root, m).name == "__init__.py"})
    for source in [*(parts.path_of(root, module) for module in modules), *data_of(root, packages)]:
        target = folder / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return packages


def _version(project: dict, folder: Path) -> str:
    """Return the course's version and a digest: pip leaves alone what is installed in the same version."""
    return f"{project['version']}+{_digest(folder)}"


def _digest(folder: Path) -> str:
    """Return eight letters and digits that stand for all that is in a folder."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return found.hexdigest()[:8]


def data_of(root: Path, packages: Sequence[str]) -> list[Path]:
    """Return the files of packages that are no code: weights, excerpts, their licences, templates."""
    folders = [parts.path_of(root, package).parent for package in packages]
    files = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return [path for path in files if path.suffix not in (".py", ".pyc")]


def _project(
    project: dict, modules: Sequence[str], packages: Sequence[str], needs: Sequence[str]
) -> str:
    """Return the wheel's pyproject.toml. JSON's strings and lists are TOML's, too."""
    plugged_in = "\n".join(
        f"[project.entry-points.{json.dumps(group)}]\n{name} = {json.dumps(target)}"
        for group, entries in project.get("entry-points", {}).items()
        for name, target in entries.items()
        if target.partition(":")[0] in modules
    )
    return f"""\
[build-system]
requires = ["setuptools>=80"]
build-backend = "setuptools.build_meta"

[project]
name = {json.dumps(project["name"])}
version = {json.dumps(project["version"])}
description = {json.dumps(project["description"])}
requires-python = {json.dumps(project["requires-python"])}
dependencies = {json.dumps(list(needs))}

[project.scripts]
course = "course.cli:main"

{plugged_in}

[tool.setuptools]
packages = {json.dumps(list(packages))}

[tool.setuptools.package-data]
"*" = ["*"]
"""
