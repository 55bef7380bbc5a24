"""Is a class graded on a cluster as it is here, whatever is killed meanwhile, and what does it cost?

    python tests/bench/cluster.py --workers 3 --kills 100 --students 30

A class is graded here: the reference. Then a Dask scheduler and workers are started; as root each worker
gets a mount namespace of its own, in which the folder of the course, everybody's temporary folders and the
shared memory are not there. The class is graded by them, and every record and every executed notebook must
be the same, byte for byte, but for seconds and the host's name. Then it is graded from the beginning again
and again while `kill -9` strikes at random instants: workers, what they have started, the scheduler, and
`course grade` itself. Whatever was killed is started again, as whoever runs a cluster would, and so is
`course grade` until it ends by itself. In the end all that the gradebook says must equal the reference, and
no test's text may lie in a file that a worker can see.

Efficiency is processor time here over processor time there, with all that starts once in it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from classes import REPO, marked_class, on_record, small_class, unfinished
from victims import kinds

from autograder.sandbox.linux import become_subreaper
from autograder.sandbox.processes import children, descendants

COMMAND = "import sys; from course.cli import main; sys.exit(main())"
DASK = "import sys; from dask.__main__ import main; sys.exit(main())"
HIDDEN = b"kestrel_7319"  # stands in a hidden test of the small class
ALONE = """
mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm || exit 1
for hidden in "$@"; do mount -t tmpfs none "$hidden" || exit 1; done
exec $GRADER
"""
TICKS = os.sysconf("SC_CLK_TCK")
SHARES = {"worker": 0.5, "what a worker started": 0.3, "scheduler": 0.1, "course grade": 0.1}


# ---------------------------------------------------------------- a cluster


@dataclass
class Machines:
    """A scheduler and workers, each started again when it has ended."""

    workers: int
    apart: bool
    logs: Path
    port: int = 0
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    starts: Counter[str] = field(default_factory=Counter)
    spent: float = 0.0  # processor time of those that have ended

    def __enter__(self) -> Machines:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.see_that_all_run()
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()

    @property
    def address(self) -> str:
        """Where the scheduler is."""
        return f"tcp://127.0.0.1:{self.port}"

    def see_that_all_run(self) -> None:
        """Start whoever has ended; what it used is gone with it."""
        for name in ("scheduler", *(f"worker{number}" for number in range(self.workers))):
            process = self.processes.get(name)
            if process is None or process.poll() is not None:
                self.processes[name] = self._start(name)
                self.starts[name] += 1

    def _start(self, name: str) -> subprocess.Popen:
        python = [sys.executable, "-W", "ignore", "-c", DASK]
        if name == "scheduler":
            words = ["scheduler", "--host", "127.0.0.1", "--port", str(self.port)]
            command = [*python, *words, "--no-dashboard"]
        else:
            words = ["worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
            command = [*python, *words, "--name", name, "--local-directory", "/tmp/dask-" + name]
        environment = dict(os.environ)
        if self.apart and name != "scheduler":
            launcher = self.logs / f"{name}.sh"
            launcher.write_text("exec " + " ".join(_quoted(word) for word in command) + "\n")
            content = launcher.read_text()
            environment["COMMAND_LINE"] = content
            hidden = [str(REPO / "source"), str(REPO / "tests")]
            command = ["unshare", "--mount", "--propagation", "private", "sh", "-c"]
            command += [ALONE.replace("exec $GRADER", 'eval "$COMMAND_LINE"'), "sh", *hidden]
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd="/",
                start_new_session=True,
            )

    def seconds(self) -> float:
        """Return the processor time that all have used."""
        return sum(_seconds(pid) for p in self.processes.values() for pid in descendants(p.pid))

    def secrets(self) -> list[str]:
        """Return the files with a hidden test in them that a worker can see below its temporary folders."""
        found = []
        for name, process in self.processes.items():
            if name == "scheduler" or process.poll() is not None:
                continue
            root = Path(f"/proc/{process.pid}/root") if self.apart else Path("/")
            places = ("tmp", "dev/shm") if self.apart else (f"tmp/dask-{name}", "dev/shm")
            for place in places:
                for path in (root / place).rglob("*"):
                    with contextlib.suppress(OSError):
                        if path.is_file() and HIDDEN in path.read_bytes():
                            found.append(f"{name}: {path}")
        return found


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _seconds(pid: int) -> float:
    with contextlib.suppress(OSError):
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, parts[11:15])) / TICKS
    return 0.0


# ---------------------------------------------------------------- grading, and killing


@dataclass
class Killer:
    """Runs ``course grade``, kills what it finds, and counts."""

    machines: Machines
    kills: int
    mean_seconds: float  # of processor time
    work: Path
    rng: random.Random
    only: str = ""  # kind of victim
    victims: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    def run(self, root: Path, *more: str) -> tuple[int, list[str], float]:
        """Grade once; return the exit code, who was killed, and seconds of processor time used here."""
        command = [sys.executable, "-W", "ignore", "-c", COMMAND, "--course", str(root), "grade"]
        place = self.work / "t"
        place.mkdir(exist_ok=True)
        with (self.work / "output").open("w+") as output:
            before = _children_seconds()
            grader = subprocess.Popen(
                [*command, "tiny", *more],
                env={**os.environ, "TMPDIR": str(place)},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            try:
                killed = self._strike_until_it_ends(grader)
            finally:
                grader.kill()  # when it is us who are interrupted
            used = _children_seconds() - before
            output.seek(0)
            lines = output.read().strip().splitlines() or ["nothing"]
        self.said.update(line.replace(self.machines.address, "…") for line in lines if "…" in line)
        self.said.update(line for line in lines if line.startswith(("Not used", "The scheduler")))
        if grader.returncode not in (0, -signal.SIGKILL):
            self.endings[f"{grader.returncode}: {lines[-1]}"] += 1
        return grader.returncode, killed, used

    def _strike_until_it_ends(self, grader: subprocess.Popen) -> list[str]:
        killed: list[str] = []
        pause, last, passed = self._pause(), float("inf"), 0.0
        while grader.poll() is None:
            time.sleep(0.05)
            self.machines.see_that_all_run()
            used = self.machines.seconds() + sum(map(_seconds, descendants(grader.pid)))
            passed += max(0.0, used - last)  # what ends takes its own along
            last = used
            if passed >= pause:
                struck = self._kill_one(grader.pid)
                killed += struck
                self.victims.update(struck)
                pause, passed = self._pause(), 0.0
        return killed

    def _pause(self) -> float:
        """Return how much is worked until the next one: a busy machine is not killed before it has begun."""
        enough = self.victims.total() >= self.kills
        return float("inf") if enough else self.rng.expovariate(1 / self.mean_seconds)

    def _kill_one(self, grader: int) -> list[str]:
        kind = self.only or self.rng.choices(list(SHARES), list(SHARES.values()))[0]
        workers = [p.pid for name, p in self.machines.processes.items() if name != "scheduler"]
        pid = grader
        if kind == "scheduler":
            pid = self.machines.processes["scheduler"].pid
        elif kind == "worker":
            pid = self.rng.choice(workers)
        elif kind == "what a worker started":
            below = [one for worker in workers for pids in kinds(worker).values() for one in pids]
            if not below:
                return []
            pid = self.rng.choice(below)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return [kind]
        return []


def _children_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


# ---------------------------------------------------------------- what came of it


def in_full(root: Path) -> dict[str, str]:
    """Return each result and each executed notebook of a class, without what differs every time."""
    found = {}
    for path in sorted((root / ".autograder" / "tiny").glob("*/tiny.json")):
        result = json.loads(path.read_text())
        for part in (result, *result["verdicts"]):
            for name in ("seconds", "cpu_seconds", "host"):
                part.pop(name, None)
        found[path.parent.name] = json.dumps(result, indent=1)
        executed = path.with_suffix(".ipynb")
        if executed.exists():
            found[f"{path.parent.name}, executed"] = executed.read_text()
    return found


def differences(reference: dict[str, str], there: dict[str, str]) -> list[str]:
    """Return what is not the same, a line each: of texts the first line in which they differ."""
    found = []
    for key in sorted(reference.keys() | there.keys()):
        pair = (reference.get(key, "nothing"), there.get(key, "nothing"))
        lines = itertools.zip_longest(*(text.splitlines() for text in pair), fillvalue="nothing")
        found += [f"{key}: {a} became {b}" for a, b in lines if a != b][:1]
    return found


def measure(options: argparse.Namespace, work: Path) -> bool:
    """Do it all in the folder ``work`` and print what came of it; True if nothing was wrong."""
    rng = random.Random(options.seed)
    apart = os.geteuid() == 0 and not options.together
    (work / "logs").mkdir()
    small_class(options.students, work / "new")
    with Machines(options.workers, apart, work / "logs") as machines:
        peace = Killer(machines, 0, 1.0, work, rng)
        here = shutil.copytree(work / "new", work / "here")
        code, _, used_here = peace.run(here)
        if code:
            raise SystemExit((work / "output").read_text())
        elsewhere = shutil.copytree(work / "new", work / "elsewhere")
        before = machines.seconds()
        code, _, used_home = peace.run(elsewhere, "--scheduler", machines.address)
        if code:
            raise SystemExit((work / "output").read_text())
        used_there = machines.seconds() - before
        differ = differences(in_full(here), in_full(elsewhere))
        hosts = {
            json.loads(path.read_text())["host"]
            for path in (elsewhere / ".autograder/tiny").glob("*/tiny.json")
        }
        where = "in mount namespaces of their own" if apart else "without namespaces of their own"
        print(f"{options.workers} workers {where}, {options.students} students, on {hosts}")
        print(f"differences, byte for byte, from grading here: {len(differ)}")
        for line in differ[:5]:
            print(f"    {line}")
        print(
            f"processor time: {used_here:.1f} s here; {used_home:.1f} s at home and {used_there:.1f} s on the "
            f"cluster: efficiency {used_here / (used_home + used_there):.2f}"
        )
        if options.efficiency:
            _steady(machines, peace, work, options)
        right = not differ
        references = {"new": on_record(here)}
        beginnings = {"new": work / "new"}
        if options.kills:
            marked_class(here, work / "marked")
            beginnings["marked"] = work / "marked"
            marked = shutil.copytree(work / "marked", work / "marked here")
            peace.run(marked)
            references["marked"] = on_record(marked)
            right &= _struck(machines, options, work, beginnings, references, rng)
        stays = machines.secrets()
        print(f"files on workers with a hidden test in them: {len(stays)}")
        for line in stays[:5]:
            print(f"    {line}")
        logs = [p.name for p in (work / "logs").glob("*.log") if HIDDEN in p.read_bytes()]
        print(f"logs of the cluster with a hidden test in them: {len(logs)}")
    return right and not stays and not logs


def _steady(machines: Machines, peace: Killer, work: Path, options: argparse.Namespace) -> None:
    """Print what a student more costs, here and there by turns: twice a class, minus the class."""
    cost: dict[str, list[float]] = {"here": [], "there": []}
    for turn in range(options.turns):
        for place, found in cost.items():
            used = [0.0, 0.0]
            for times in (1, 2):
                root = work / f"steady {turn} {times} {place}"
                small_class(times * options.efficiency, root)
                before = machines.seconds()
                more = ("--scheduler", machines.address) if place == "there" else ()
                used[times - 1] = peace.run(root, *more)[2] + machines.seconds() - before
                shutil.rmtree(root)
            found.append((used[1] - used[0]) / options.efficiency)
    here, there = (statistics.median(found) for found in cost.values())
    each = {place: [round(one, 3) for one in found] for place, found in cost.items()}
    print(
        f"a student more: {here:.3f} s here, {there:.3f} s there: efficiency {here / there:.2f} ({each})"
    )


def _struck(
    machines: Machines,
    options: argparse.Namespace,
    work: Path,
    beginnings: dict[str, Path],
    references: dict[str, dict[str, str]],
    rng: random.Random,
) -> bool:
    """Grade while processes are killed, until there were enough; True if every gradebook is as it should be."""
    only = "worker" if options.worker_kills else ""
    killer = Killer(machines, options.kills, options.every, work, rng, only)
    begun, rounds, wrong = time.monotonic(), 0, 0
    again: Counter[str] = Counter()
    while killer.victims.total() < options.kills:
        name = list(beginnings)[rounds % len(beginnings)]
        rounds += 1
        root = shutil.copytree(beginnings[name], work / "course")
        while True:
            code, killed, _ = killer.run(root, "--scheduler", machines.address)
            differ = differences(references[name], on_record(root)) if code == 0 else ["unfinished"]
            if code == 0 and differ:
                again.update(unfinished(root))
            if not differ or not killed:
                break
        wrong += len(differ)
        for line in differ:
            print(f"  DIFFERENT: {line}", (work / "output").read_text())
        shutil.rmtree(root)
        say(f"round {rounds} ({name}): {killer.victims.total()} of {options.kills} kills")
    counted = ", ".join(f"{kind} {count}" for kind, count in killer.victims.most_common())
    print(f"{killer.victims.total()} kills in {rounds} rounds: {counted}")
    print(f"differences from the undisturbed gradebook: {wrong}")
    print(f"left to the next run, though it ended by itself: {again.total()}")
    for line, count in again.most_common(5):
        print(f"    {count} times {line[:200]}")
    for line, count in (*killer.endings.most_common(5), *killer.said.most_common(8)):
        print(f"    {count} times said: {line[:200]}")
    print(f"seconds: {time.monotonic() - begun:.0f}")
    return not wrong


def say(line: str) -> None:
    """Report progress."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and end with code 1 if a grade is not as it should be or a secret lies about."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--efficiency", type=int, default=0, metavar="N", help="of N students more")
    parser.add_argument(
        "--every",
        type=float,
        default=8.0,
        metavar="SECONDS",
        help="of work between kills, on average",
    )
    parser.add_argument("--worker-kills", action="store_true", help="of nothing but workers")
    parser.add_argument("--turns", type=int, default=3, help="to measure that")
    parser.add_argument("--seed", type=int, default=0, help="of victims and instants")
    parser.add_argument("--together", action="store_true", help="no namespaces, as without root")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # clear up behind us
    become_subreaper()
    with tempfile.TemporaryDirectory(prefix="k", dir="/tmp") as work:
        right = measure(options, Path(work))
    for pid in children(os.getpid()):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
