"""Who is who among the processes below a grader."""

from __future__ import annotations

import contextlib
from pathlib import Path

from autograder.sandbox.processes import children, descendants


def kinds(grader: int) -> dict[str, list[int]]:
    """Return the grader's descendants by what they are."""
    found: dict[str, list[int]] = {}
    for pid in children(grader):
        server = b"autograder.workers.warm" in _read(pid, "cmdline")
        found.setdefault("fork server" if server else "helper", []).append(pid)
        if not server:
            continue
        for keeper in children(pid):
            found.setdefault("keeper", []).append(keeper)
            for init in children(keeper):
                found.setdefault("init", []).append(init)
                for worker in descendants(init)[1:]:
                    found.setdefault(_role(worker), []).append(worker)
    return found


def _role(worker: int) -> str:
    """Tell a kernel from a verifier by the folder it works in."""
    with contextlib.suppress(OSError):
        folder = str(Path(f"/proc/{worker}/cwd").readlink())
        return next((k for k in ("kernel", "verifier") if f"-{k}-" in folder), "not confined yet")
    return "not confined yet"


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
