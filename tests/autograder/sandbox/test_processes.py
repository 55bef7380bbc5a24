"""A process tree seen from outside: nothing that the watched choose to be called stops who watches."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox import processes

NAMES = [r"\xff\xfe", "a) R 1 1 1", ") (", r"\n) Z\n", "", r"\xf0\x9f"]
RENAMED = """
import ctypes, sys, time
ctypes.CDLL(None).prctl(15, b"{}", 0, 0, 0)
begun = time.process_time()
while time.process_time() < begun + 0.2:
    pass
print("renamed", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_process_is_counted_whatever_it_is_called(name: str):
    command = [sys.executable, "-c", RENAMED.format(name)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout
            assert child.stdout.readline() == b"renamed\n"
            assert child.pid in processes.descendants(os.getpid())
            assert processes.parent(child.pid) == os.getpid()
            assert processes.cpu_seconds([child.pid]) >= 0.15
            assert processes.threads(child.pid) == 1
            assert processes.memory_mb([child.pid], enough=0.001) > 1
        finally:
            child.kill()


def test_who_has_ended_counts_for_nothing():
    with subprocess.Popen(["true"]) as child:
        child.wait()
    while Path(f"/proc/{child.pid}").exists():
        time.sleep(0.01)
    assert processes.children(child.pid) == []
    assert processes.threads(child.pid) == processes.parent(child.pid) == 0
    assert processes.cpu_seconds([child.pid]) == processes.memory_mb([child.pid], 1.0) == 0
    assert processes.sockets_mb(child.pid) == 0


def test_what_makes_no_sense_counts_for_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processes, "_read", lambda path: b"\xff) nonsense")
    assert processes.parent(1) == 0
    assert processes.cpu_seconds([1]) == 0
    assert processes.memory_mb([1], enough=1.0) == 0
    assert processes.sockets_mb(1) == 0
