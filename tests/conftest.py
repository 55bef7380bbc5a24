"""What every test may need: a tiny course of one exercise, and word on what was left out."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
INSTALL = "apt-get install chromium"


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let workers share the tests in groups, the long ones first, and leave out what can't run.

    A group is a file, or what a bank or a grader is graded for once: those tests have it in common.
    Without a browser its tests are left out; continuous integration has one, so there they run.
    """
    items.sort(key=lambda item: _begins(item.path.name))
    for item in items:
        values = getattr(item, "callspec", None)
        common = [values.params[n] for n in _GRADED_ONCE if n in values.params] if values else []
        item.add_marker(pytest.mark.xdist_group("-".join(map(str, [item.path.name, *common]))))
    if find_browser() or os.environ.get("CI") == "true":
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.stash[_LEFT_OUT] = len(left_out)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """As one of several workers, tell the one who reports what was left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Hear from a worker what was left out: each of them has looked at all tests."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out, and how to have it."""
    if count := terminalreporter.config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{count} browser tests were left out: no Chromium here. Have it with: {INSTALL}",
            yellow=True,
        )


_GRADED_ONCE = ("assignment", "graded")  # parameters behind which a whole class stands
_LONG = ("test_hostile.py", "test_banks.py", "test_book_browser.py", "test_resume.py")


def _begins(file: str) -> int:
    return _LONG.index(file) if file in _LONG else len(_LONG)


_LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the home of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("IPYTHONDIR", str(home / "ipython"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / "jupyter"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "jupyter-data"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(home / "jupyter-runtime"))


@pytest.fixture
def repo() -> Path:
    """Return the folder of this course."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that nothing is found by accident."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
