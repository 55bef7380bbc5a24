"""Run a few lines in a Python of their own.

TensorFlow does not bear company: imported into a process that has loaded everything else the tests
need, it may end that process.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

REPO = Path(__file__).resolve().parents[2]


def run_apart(lines: str) -> None:
    """Run the lines, and fail with what they wrote if they did not end well."""
    command = [sys.executable, "-c", dedent(lines)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
