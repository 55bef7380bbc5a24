"""A student's machine: nothing of the repository, and the kit as its two lines set it up.

The packages are those of this environment, linked one by one, without the course: what a requirements file would
fetch for minutes. `tests/bench/kit.py` says the two lines as they stand.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

OURS = ("peter_rl_course", "__editable__")


@dataclass(frozen=True)
class StudentHome:
    """A home with an unzipped kit in it, and a Python of its own."""

    home: Path

    @property
    def kit(self) -> Path:
        """The folder that unzipping made."""
        return self.home / "rl-course-kit"

    @property
    def python(self) -> Path:
        """The Python of the kit's environment."""
        return self.kit / ".venv" / "bin" / "python"

    @property
    def wheel(self) -> Path:
        """The wheel beside the README."""
        return next(self.kit.glob("*.whl"))

    def environment(self) -> dict[str, str]:
        """Return what a program of the student's finds in its environment: no path of the repository."""
        kept = {name: os.environ[name] for name in ("LANG", "TERM") if name in os.environ}
        return {**kept, "HOME": str(self.home), "PATH": "/usr/bin:/bin"}

    def run(
        self, *command: str | Path, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as the student."""
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd or self.kit,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def install(self, wheel: Path) -> None:
        """Install the kit's wheel, as the last line of its requirements does."""
        done = self.run(self.python, "-m", "pip", "install", "--quiet", "--no-index", wheel)
        assert done.returncode == 0, done.stderr


def set_up(home: Path, zipped: Path) -> StudentHome:
    """Unzip a kit, and give it an environment with all packages but the course's."""
    with zipfile.ZipFile(zipped) as stream:
        stream.extractall(home)
    student = StudentHome(home)
    link_packages(student.kit / ".venv")
    return student


def link_packages(venv: Path) -> None:
    """Make an environment that has all packages of this one but the course."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python*/site-packages"))
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith(OURS) and not (site / package.name).exists():
            (site / package.name).symlink_to(package)
    data = Path(sysconfig.get_path("data"))  # kernels, and Lab's own files
    for name in ("share", "etc"):
        (venv / name).symlink_to(data / name)
