"""What every test may need: a tiny course of one exercise, and word on what was left out."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.postgres import NoServer, Server, running_server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
INSTALL = "apt-get install chromium"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know ``--whole-book``, of tests/course/book/test_book_browser.py, and two of the banks."""
    parser.addoption("--whole-book", action="store_true", help="browse the book of all chapters")
    parser.addoption(
        "--whole-banks",
        action="store_true",
        help="grade all of them, not a third of the right ones",
    )
    parser.addoption("--each-alone", action="store_true", help="a notebook for each of a bank")


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long ones first, so that no worker is left with one at the end; leave out a few.

    Without a browser its tests are left out; continuous integration has one, so there they run.
    """
    if not (config.getoption("whole_banks") or config.getoption("each_alone")):
        items[:] = [item for item in items if not item.get_closest_marker("now_and_then")]
    items.sort(key=lambda item: _LONG.index(item.path.name) if item.path.name in _LONG else 99)
    if find_browser() or os.environ.get("CI") == "true":
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.stash[_LEFT_OUT] = len(left_out)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


class _ByWhatIsShared(LoadScopeScheduling):
    """Gives a worker whole files; of banks and attacks, what is graded once for many tests.

    (xdist's own groups do nothing with pytest 9.2: pytest-xdist issue 1386.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        parameters = test.partition("[")[2]
        return (
            file + parameters.partition("-")[0].rstrip("]") if file.endswith(_GRADED_ONCE) else file
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Have one worker more than there are cores: who grades attacks waits half of the time for their end."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Say how several workers share the tests."""
    return _ByWhatIsShared(config, log)


@pytest.fixture(autouse=True)
def back_where_it_began() -> Iterator[None]:
    """Fail a test that leaves for another folder: those after it look for theirs, and are told nothing."""
    before = Path.cwd()
    yield
    with contextlib.suppress(FileNotFoundError):  # it may be gone
        if Path.cwd() == before:
            return
    os.chdir(before)
    pytest.fail("it left for another folder and did not come back: use contextlib.chdir")


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


_GRADED_ONCE = ("test_hostile.py", "test_banks.py")
_LONG = (
    *_GRADED_ONCE,
    *("test_power.py", "test_book_browser.py", "test_spoilers.py", "test_resume.py"),
    *("test_as_left.py", "test_quickstart.py", "test_stock.py", "test_demo.py"),
    *("test_exchange.py", "test_hub.py", "test_browser.py", "test_figures_browser.py"),
)
_LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(autouse=True)
def _own_home(
    back_where_it_began: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No test reads or writes the home of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("IPYTHONDIR", str(home / "ipython"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / "jupyter"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "jupyter-data"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(home / "jupyter-runtime"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a PostgreSQL server of this session's own.

    Where none is installed its tests are skipped, and say so; in continuous integration they fail.
    """
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except NoServer as error:
            if os.environ.get("CI") == "true":
                pytest.fail(str(error))
            pytest.skip(str(error))
        yield server


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
