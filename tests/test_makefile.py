"""``make`` finds a Python that suits, and says what to do where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OTHER = "#!/bin/sh\nexit 1\n"  # a Python whose version does not suit


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return the only folder with programs of a machine that has a shell and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "make"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def says_make(machine: Path, repo: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Return what setting up would do on the machine, without doing it."""
    venv = machine.parent / "venv"
    command = ["make", *arguments, "-C", str(repo), f"VENV={venv}", f"{venv}/ready"]
    environment = {"PATH": str(machine)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def program(machine: Path, name: str, text: str) -> None:
    path = machine / name
    path.write_text(text)
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["python3", "python3.13", "python3.12", "python3.11"])
def test_a_python_that_suits_is_found_behind_one_that_does_not(machine, repo, name):
    program(machine, "python3", OTHER)
    program(machine, name, f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = says_make(machine, repo, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert f'"{name}" -m venv' in done.stdout


def test_an_environment_that_is_there_is_used(machine, repo):
    program(machine, "python3", OTHER)
    inner = machine.parent / "venv/bin"
    inner.mkdir(parents=True)
    program(inner, "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = says_make(machine, repo, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert f'case "{inner}/python" in' in done.stdout


@pytest.mark.parametrize("left_out", [False, True])
def test_what_is_under_the_gpl_is_installed_unless_it_is_left_out(machine, repo, left_out):
    program(machine, "python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = says_make(machine, repo, "--dry-run", *(["ATARI="] if left_out else []))
    assert done.returncode == 0, done.stderr
    assert "-r requirements.lock" in done.stdout
    assert ("-r requirements-atari.lock" in done.stdout) is not left_out


def test_where_no_python_suits_a_way_out_is_named(machine, repo):
    program(machine, "python3", OTHER)
    done = says_make(machine, repo)
    assert done.returncode != 0
    assert "uv venv --python 3.13" in done.stderr
    assert not (machine.parent / "venv").exists()
