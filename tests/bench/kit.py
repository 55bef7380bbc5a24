"""A student's first minutes: the kit unzipped into an empty home, its two lines said as they stand.

    python tests/bench/kit.py

Packages are fetched and installed, which the tests leave out (``tests/course/kit_home.py``): seconds, what
they take on disk, and what ``course check`` says of a notebook nobody has touched.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from course.handout.kit import build_kit

REPO = Path(__file__).resolve().parents[2]
CHAPTER, POINTS = "bandits", re.compile(r"(\d+) of (\d+) points so far")


def main() -> None:
    """Measure, and end with code 1 where a line fails or the check does not say 0 points."""
    with tempfile.TemporaryDirectory(prefix="kit-", dir="/tmp") as place:
        home = Path(place, "home")
        home.mkdir()
        begun = time.process_time()
        made = build_kit(REPO, [], Path(place, "kit.zip"))
        took = time.process_time() - begun
        print(f"built: {made.size / 1e6:.1f} MB, {len(made.assignments)} chapters, {took:.1f} s")
        with zipfile.ZipFile(made.path) as archive:
            archive.extractall(home)
        (folder,) = (path for path in home.iterdir() if path.is_dir())
        environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")}
        environment |= {"HOME": str(home)}

        def say(*words: object) -> str:
            done = subprocess.run(
                [str(word) for word in words],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                sys.exit(f"{words[0]} ended with {done.returncode}: {done.stderr[-800:]}")
            return done.stdout

        begun = time.perf_counter()
        say(sys.executable, "-m", "venv", ".venv")
        say(".venv/bin/python", "-m", "pip", "install", "--quiet", "-r", "requirements.txt")
        seconds = time.perf_counter() - begun
        size = sum(p.lstat().st_size for p in (folder / ".venv").rglob("*"))
        print(f"installed: {seconds:.0f} s, {size / 1e9:.1f} GB")
        begun = time.perf_counter()
        said = say(".venv/bin/course", "check", f"release/{CHAPTER}/{CHAPTER}.ipynb")
        found = POINTS.search(said)
        print(f"course check {CHAPTER}: {found and found[0]}, {time.perf_counter() - begun:.0f} s")
        sys.exit(not (found and found[1] == "0"))


if __name__ == "__main__":
    main()
