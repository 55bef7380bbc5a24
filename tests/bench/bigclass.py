"""A class of 2,000 with nine assignments: how long, and with how much memory, does each command take?

    python tests/bench/bigclass.py --students 2000 --minutes 30 [--scheduler tcp://host:8786]
    python tests/bench/bigclass.py --students 2000 --folder KEPT      makes it there, or measures it again

The class hands in what is in the banks. As many as ``--minutes`` allow are graded, here or on a cluster; the
others are *simulated* (see ``simulated.py``): stored by the same code, under other names. Then every
command that reads the whole class runs as an instructor would say it, in a process of its own: its
processor time, its time by the clock, and the most memory it held. At last a browser opens the pages:
from the address until all is laid out, searched, sorted, by the clock and in processor time of the
page's own thread. ``--also N`` does the same for a class of N students, to compare with.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memory import highest_mb
from playwright.sync_api import Page, sync_playwright
from simulated import FIRST, LAST, Made, make_class

from tests.conftest import find_browser
from tests.course.marking.classroom import command
from tests.course.test_browser import QUIET

COURSE = "import sys; from course.cli import main; sys.exit(main())"
WIDEST = "gridworld"  # 25 exercises: the page with most cells
GOAL = 2.0  # seconds until a page is there
LAID_OUT = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
TYPED = "find => { const field = document.querySelector('#controls input'); field.value = find; field.dispatchEvent(new Event('input')); }"
SORTED = "document.querySelectorAll('#class thead button')[1].click()"


@dataclass(frozen=True)
class Took:
    """What a command took: seconds of processor time and by the clock, megabytes at most."""

    cpu: float
    clock: float
    peak_mb: float


def took(root: Path, *words: str | Path) -> Took:
    """Run ``course`` in a process of its own. Ends this one if that fails."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        line = [sys.executable, "-c", COURSE, "--course", str(root), *map(str, words)]
        process = subprocess.Popen(line, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"course {' '.join(map(str, words))}: {output.read().decode()[-2000:]}")
    clock = time.perf_counter() - begun
    return Took(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024)


def tables(root: Path, students: list[str]) -> dict[str, Path]:
    """Write the tables that platforms give for the widest assignment, with a row for each student."""
    heads = {
        "canvas": ["Student", "ID", "SIS Login ID", "Section", f"{WIDEST} (4711)"],
        "moodle": ["Identifier", "Full name", "Email address", "Status", "Grade"],
        "blackboard": ["Last Name", "First Name", "Username", "Student ID", f"{WIDEST} |123"],
    }
    paths = {name: root / f"{name}.csv" for name in heads}
    for name, head in heads.items():
        with paths[name].open("w", newline="") as file:
            table = csv.writer(file)
            table.writerow(head)
            for number, student in enumerate(students):
                first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
                table.writerow(
                    {
                        "canvas": [f"{last}, {first}", 50_000 + number, student, "all", ""],
                        "moodle": [
                            f"Participant {number}",
                            f"{first} {last}",
                            f"{student}@example.edu",
                            "Submitted",
                            "",
                        ],
                        "blackboard": [last, first, student, student, ""],
                    }[name]
                )
    return paths


def commands(root: Path, students: list[str]) -> Iterator[tuple[str, Took]]:
    """Yield what each command of an instructor takes."""
    paths = tables(root, students)
    yield "course roster", took(root, "roster", root / "people.csv")
    yield "course grade, all on record", took(root, "grade")
    yield "course grade, once more", took(root, "grade")
    yield "course report, nothing new", took(root, "report")
    yield "course report --csv", took(root, "report", "--csv", root / "points.csv")
    for name, path in paths.items():
        yield f"course report {WIDEST} --{name}", took(root, "report", WIDEST, f"--{name}", path)
        filled = path.with_name(f"{name}.filled.csv").read_text().splitlines()
        place = 4  # our column, in all of them
        given = sum(bool(row[place]) for row in list(csv.reader(filled))[1:])
        print(f"    {given} of {len(students)} rows of {name} got points")
    yield "course report --feedback", took(root, "report", WIDEST, "--feedback", root / "back.zip")


@dataclass(frozen=True)
class Opened:
    """A page in a browser: seconds by the clock, and of its thread's processor time for each step."""

    clock: float
    opened: float
    searched: float
    sorted: float


def opened(page: Page, address: str) -> Opened:
    """Open a class's page, search a student, show all again, and sort by points."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        page.evaluate(LAID_OUT)
        metrics = tools.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    begun = time.perf_counter()
    page.goto(address)
    page.locator("#controls output:not(:empty)").wait_for()
    page.evaluate(LAID_OUT)
    clock, there = time.perf_counter() - begun, busy()
    page.evaluate(TYPED, "s0001")
    found = busy()
    page.evaluate(TYPED, "")
    again = busy()
    page.evaluate(SORTED)
    return Opened(clock, there, found - there, busy() - again)


def pages(root: Path, widths: tuple[int, ...] = (1280, 390)) -> Iterator[tuple[str, Opened]]:
    """Yield what opening each page of the class takes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        for name in ("index.html", f"{WIDEST}.html"):
            for width in widths:
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.set_default_timeout(600_000)
                path = root / "feedback" / name
                size = path.stat().st_size / 1e6
                yield f"{name} ({size:.1f} MB), {width} px", opened(page, path.as_uri())
                page.close()
        browser.close()


def marking(root: Path) -> tuple[float, float, int]:
    """Return the seconds until ``course mark`` shows its questions, and one of them, with how many answers."""
    with command(root) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(1_800_000)
        begun = time.perf_counter()
        page.goto(url)
        listed = time.perf_counter() - begun
        begun = time.perf_counter()
        page.locator(".piles a").first.click()
        page.locator(".answer.current").wait_for()
        shown = time.perf_counter() - begun
        count = page.locator(".answer").count()
        browser.close()
    return listed, shown, count


def measure(root: Path, students: list[str]) -> bool:
    """Print what everything takes; True if the pages of the class are there in time."""
    print(f"{'':34} processor     clock  memory at most")
    for name, one in commands(root, students):
        print(f"{name:34} {one.cpu:7.1f} s {one.clock:7.1f} s {one.peak_mb:9.0f} MB", flush=True)
    print(f"{'':34} processor     clock    search      sort")
    late = False
    for name, one in pages(root):
        late |= one.opened > GOAL
        print(
            f"{name:34} {one.opened:7.2f} s {one.clock:7.2f} s {one.searched:7.2f} s {one.sorted:7.2f} s",
            flush=True,
        )
    listed, shown, count = marking(root)
    print(
        f"course mark: questions after {listed:.1f} s, {count} answers to one after {shown:.1f} s"
    )
    return not late


def show_made(made: Made, memory: list[float]) -> None:
    """Print how many were graded and stored, and whether storing slows down or grows."""
    graded = sum(map(len, made.graded.values()))
    print(f"{graded} hand-ins graded, {len(made.stored)} simulated, {len(made.students)} students")
    for assignment, results in made.graded.items():
        cpu = statistics.mean(result.cpu_seconds for result in results)
        seconds = made.graded_seconds[assignment] / len(results)
        print(
            f"  {assignment:18} {len(results):5} graded, {cpu:5.2f} s of processor time each, one in {seconds:.2f} s"
        )
    part = max(1, len(made.stored) // 4)
    first, last = made.stored[:part], made.stored[-part:]
    print(
        f"stored: {1000 * statistics.median(first):.1f} ms each in the first quarter, "
        f"{1000 * statistics.median(last):.1f} ms in the last; the grader held "
        f"{max(memory[:part]):.0f} MB at most, and {max(memory[-part:]):.0f} MB"
    )


def made_class(root: Path, students: int, minutes: float, grading: dict[str, Any]) -> list[str]:
    """Make a class, unless there is one; return its students."""
    if not (root / "people.csv").exists():
        memory: list[float] = []
        made = make_class(
            root,
            students,
            minutes,
            on_stored=lambda _: memory.append(highest_mb(os.getpid())),
            **grading,
        )
        show_made(made, memory)
    with (root / "people.csv").open() as file:
        return [row["login"] for row in csv.DictReader(file)]


def main() -> int:
    """Make the class and measure; return 1 if a page of the class is not there in time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--also", type=int, metavar="N", help="and a class of so many")
    parser.add_argument("--minutes", type=float, default=30.0, help="of grading in earnest")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a cluster, to grade on")
    parser.add_argument("--folder", type=Path, help="kept afterwards; else a temporary one")
    options = parser.parse_args()
    right = True
    with contextlib.ExitStack() as stack:
        grading = {}
        if options.scheduler:
            from autograder.cluster.home import Cluster  # which needs the extra [cluster]

            grading = {"executor": stack.enter_context(Cluster(options.scheduler))}
        for size in filter(None, (options.also, options.students)):
            with tempfile.TemporaryDirectory(prefix="bigclass-") as folder:
                kept = options.folder and size == options.students
                root = options.folder if kept else Path(folder)
                root.mkdir(parents=True, exist_ok=True)
                right &= measure(root, made_class(root, size, options.minutes, grading))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
