"""From a notebook's arrival to its feedback page, while ``course grade --watch`` runs.

    python tests/bench/watch.py --singles 20 --crowd 100 --kills 20

Real chapters, right and wrong work from the banks. First one notebook at a time, of a chapter without
TensorFlow and of one with it; then a hundred at once; then a hundred at once while the watcher is killed
(`kill -9`) again and again and started anew: all that is on record then must be as it was in peace.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classes import SECRET, bank_class

from autograder.gradebook import load_results
from autograder.verdict import Graded

COMMAND = "import sys; from course.cli import main; sys.exit(main())"
SINGLES = ("bandits", "dqn")
CROWD = "bandits"
PATIENCE = 900.0  # seconds for a hundred


class Watcher:
    """A running ``course grade --watch``."""

    def __init__(self, root: Path) -> None:
        self.output = (root / "watch.log").open("a")
        command = [sys.executable, "-c", COMMAND, "--course", str(root), "grade", "--watch"]
        self.process = subprocess.Popen(
            command, stdout=self.output, stderr=self.output, start_new_session=True
        )

    def end(self, how: signal.Signals) -> None:
        """End it, and wait."""
        self.process.send_signal(how)
        self.process.wait(60)
        self.output.close()


def course_of(root: Path, assignments: tuple[str, ...], students: int) -> dict[str, list[Path]]:
    """Make a course folder of some chapters; return notebooks to be handed in, which lie beside it."""
    made = {}
    for name in assignments:
        bank_class(name, students, root, showcase=True)
        aside = root.with_name(f"{root.name}-{name}")
        shutil.move(root / "submitted", aside)
        made[name] = sorted(aside.rglob("*.ipynb"))
    (root / "submitted").mkdir()
    (root / ".autograder").mkdir()
    (root / ".autograder" / "secret").write_text(SECRET)
    return made


def hand_in(root: Path, student: str, assignment: str, work: Path) -> float:
    """Put a notebook where it is watched for; return when, in seconds of the clock."""
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work, folder / f"{assignment}.ipynb")
    return time.time()


def page_of(root: Path, student: str, assignment: str) -> Path:
    """Return where a student's page is going to be."""
    return root / "feedback" / student / assignment / f"{assignment}.html"


def wait_for(pages: dict[Path, float], seconds: float = PATIENCE) -> list[float]:
    """Return how long after its notebook each page was written."""
    left, took = dict(pages), []
    deadline = time.time() + seconds
    while left and time.time() < deadline:
        for page, since in list(left.items()):
            if page.exists() and page.stat().st_mtime >= since:
                took.append(page.stat().st_mtime - since)
                del left[page]
        time.sleep(0.02)
    if left:
        raise SystemExit(f"{len(left)} of {len(pages)} pages never came")
    return took


def told(took: list[float]) -> str:
    """Return the seconds in words."""
    return f"median {statistics.median(took):.2f} s, worst {max(took):.2f} s of {len(took)}"


def plain(result: Graded) -> tuple:
    """Return what must be the same however often the watcher was killed."""
    return result.status, [(v.grade_id, v.status, v.points) for v in result.verdicts]


def singles(count: int, place: Path) -> None:
    """Measure one notebook at a time."""
    root = place / "singles"
    made = course_of(root, SINGLES, count + 1)
    watcher = Watcher(root)
    try:
        for assignment in SINGLES:
            times = []
            for number, work in enumerate(made[assignment]):
                student = f"student{number:03d}"
                since = hand_in(root, student, assignment, work)
                times += wait_for({page_of(root, student, assignment): since})
                time.sleep(random.random())
            first, *others = times
            print(f"{assignment}: the first of all after {first:.2f} s", flush=True)
            print(f"{assignment}: one at a time: {told(others)}", flush=True)
    finally:
        watcher.end(signal.SIGINT)


def crowd(count: int, kills: int, place: Path) -> None:
    """Measure many at once, in peace and with the watcher killed."""
    found = {}
    for name, strikes in (("in peace", 0), (f"killed {kills} times", kills)):
        root = place / name.split()[0]
        made = course_of(root, (CROWD,), count)[CROWD]
        watcher = Watcher(root)
        time.sleep(5.0)
        since = {}
        for number, work in enumerate(made):
            student = f"student{number:03d}"
            since[page_of(root, student, CROWD)] = hand_in(root, student, CROWD, work)
        rng = random.Random(1)
        for _ in range(strikes):
            time.sleep(rng.uniform(0.5, 6.0))
            watcher.end(signal.SIGKILL)
            watcher = Watcher(root)
        try:
            took = wait_for(since)
            time.sleep(2.0)  # for the last overview
        finally:
            watcher.end(signal.SIGINT)
        print(f"{count} at once, {name}: {told(took)}", flush=True)
        found[name] = {one.student: plain(one) for one in load_results(root, CROWD)}
    peace, killed = found.values()
    different = [student for student in peace if killed.get(student) != peace[student]]
    print(f"results lost or changed by {kills} kills: {len(different)} of {len(peace)}")
    if different or not len(killed) == len(peace) == count:
        sys.exit(1)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--singles", type=int, default=20)
    parser.add_argument("--crowd", type=int, default=100)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="w", dir="/tmp") as place:
        if options.singles:
            singles(options.singles, Path(place))
        if options.crowd:
            crowd(options.crowd, options.kills, Path(place))


if __name__ == "__main__":
    main()
