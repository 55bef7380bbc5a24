"""Programs that the notebook writes, run where the student's code runs.

A test that starts ``python add.py 2 5`` starts the student's code. In the test's process that must not run:
the student's runs it, and what came of it (the exit code, what was printed) is the student's claim.
"""

from __future__ import annotations

import contextlib
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_PIPES = (None, subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT)
_TEXT = ("text", "universal_newlines", "encoding")
_KNOWN = {*_TEXT, "input", "timeout", "check", "capture_output", "stdout", "stderr", "shell"}
_SECONDS = 60.0
_MOST = 2**20  # bytes of what is printed


def ran(command: list[str] | str, given: bytes, seconds: float) -> list[Any]:
    """Run a program and return its exit code and what it printed; on the kernel's side."""
    shell = isinstance(command, str)
    done = subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, shell=shell, check=False
    )
    return [done.returncode, done.stdout[:_MOST], done.stderr[:_MOST]]


@contextlib.contextmanager
def run_there(line: Any, scripts: Sequence[str]) -> Iterator[None]:
    """Let programs that the notebook has written run in the student's process, for one test."""
    usual = subprocess.run, subprocess.check_output, subprocess.call, subprocess.check_call

    def run(command: Any, **options: Any) -> subprocess.CompletedProcess[Any]:
        words = shlex.split(command) if isinstance(command, str) else list(map(str, command))
        if not any(Path(word).name in scripts for word in words):
            return usual[0](command, **options)
        strange = sorted(options.keys() - _KNOWN)
        pipes = options.get("stdout"), options.get("stderr")
        if strange or not all(pipe in _PIPES for pipe in pipes):
            line.refuse(
                f"your program {words[-1]} can't be run with {', '.join(strange) or 'a file'}"
            )
        return _run(line, command if options.get("shell") else words, words, options)

    def check_output(command: Any, **options: Any) -> Any:
        return run(command, stdout=subprocess.PIPE, check=True, **options).stdout

    def call(command: Any, **options: Any) -> int:
        return run(command, **options).returncode

    def check_call(command: Any, **options: Any) -> int:
        return run(command, check=True, **options).returncode

    names = "run", "check_output", "call", "check_call"
    for name, new in zip(names, (run, check_output, call, check_call), strict=True):
        setattr(subprocess, name, new)
    try:
        yield
    finally:
        for name, old in zip(names, usual, strict=True):
            setattr(subprocess, name, old)


def _run(
    line: Any, command: Any, words: list[str], options: dict[str, Any]
) -> subprocess.CompletedProcess[Any]:
    is_text = any(options.get(name) for name in _TEXT)
    encoding = options.get("encoding") or "utf-8"
    given = options.get("input") or b""
    seconds = min(options.get("timeout") or _SECONDS, _SECONDS)
    sent = given.encode(encoding) if isinstance(given, str) else given
    found = line.do("run", (command, sent, seconds), 0, f"what {words[-1]} came to")
    match found:
        case [int(code), bytes(out), bytes(said)]:
            pass
        case _:
            line.refuse(f"what {words[-1]} came to is not an exit code and what it printed")
    if options.get("stderr") == subprocess.STDOUT:
        out, said = out + said, b""
    texts = [x.decode(encoding, "replace") if is_text else x for x in (out, said)]
    pipes = options.get("capture_output") or options.get("stdout") == subprocess.PIPE
    both = options.get("capture_output") or options.get("stderr") == subprocess.PIPE
    done = subprocess.CompletedProcess(
        command, code, texts[0] if pipes else None, texts[1] if both else None
    )
    if options.get("check"):
        done.check_returncode()
    return done
