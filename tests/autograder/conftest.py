"""A student's side to talk to, without a kernel around it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest
from hypothesis import settings

from autograder import trial
from autograder.exam import agent
from autograder.limits import Limits
from autograder.workers.forkserver import ForkServer, support
from autograder.workers.kernel import Setting

# The machine may be busy; what must not hang has a time-out of its own.
settings.register_profile("autograder", deadline=None)
settings.load_profile("autograder")

Connect = Callable[[dict[str, Any] | str], socket.socket]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Return a function that connects to a true agent with the given names.

    Names come as a dict, or as the source of a cell that defines them.
    """
    with contextlib.ExitStack() as stack:
        yield lambda names: stack.enter_context(_served(names))


@pytest.fixture(scope="session")
def setting() -> Iterator[Setting]:
    """Return how kernels are confined, with one warm fork server for all tests."""
    server = ForkServer()
    yield Setting(Limits(memory_mb=1024), server.address, namespaces=support(server.address)[0])
    server.close()


@pytest.fixture(scope="session", autouse=True)
def trials() -> Iterator[None]:
    """Grade the solution of the small course once for all tests, as is done once for a class."""
    usual, known = trial.try_solution, {}

    def once(source: Any, master: Any, *rest: Any) -> trial.Trial:
        key = (nbformat.writes(source), nbformat.writes(master), repr(rest[1].limits), rest[2:])
        if key not in known:
            known[key] = usual(source, master, *rest)
        return known[key]

    trial.try_solution = once
    yield
    trial.try_solution = usual


@contextlib.contextmanager
def _served(names: dict[str, Any] | str) -> Iterator[socket.socket]:
    if isinstance(names, str):
        source, names = names, {"__name__": "__main__"}
        exec(compile(source, "<student's cell>", "exec"), names)
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=agent.serve, args=(theirs, names), daemon=True)
    thread.start()
    try:
        with ours:
            yield ours
    finally:
        thread.join(10)
    assert not thread.is_alive(), "the agent did not notice that the verifier hung up"
