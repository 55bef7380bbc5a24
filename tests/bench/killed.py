"""Is a grade lost, doubled or changed when the grader or one of its processes is killed?

    python tests/bench/killed.py --kills 200 --students 30
    python tests/bench/killed.py --kills 200 --students 30 --database postgresql

A class is graded once in peace: the reference. Then it is graded from the beginning again and again
while `kill -9` strikes at random instants (a Poisson process, so each is as likely as the next),
two in five `course grade` itself, else one of its descendants, of a kind drawn by lot. It is started
again until a run ends by itself and everything is graded; then all that the gradebook says must
equal the reference, and no process may be left. There are two beginnings, in turn: a course never
graded before, and one with a person's marks in its gradebook, all of which is graded anew.

With PostgreSQL, a server of its own keeps the gradebook. One strike in eight is then at the server: it
crashes, or a session of the grader's is ended, and it is back after a second or three.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from classes import (
    copy_class,
    database_of,
    marked_class,
    on_record,
    put_on,
    small_class,
    unfinished,
)
from victims import kinds

from autograder.sandbox.linux import become_subreaper
from autograder.sandbox.processes import descendants
from tests.postgres import Server, running_server

COMMAND = "import sys; from course.cli import main; sys.exit(main())"
AWAY_SECONDS = 3.0  # at most, until a database that was struck is started again
DATABASE = SESSIONS, RESTART, CRASH = ("database sessions", "database restart", "database crash")
DATABASES_SHARE = 1 / 8
SETTLED_SECONDS = 15.0  # the longest that processes may need to end after their grader


# ---------------------------------------------------------------- the killing


@dataclass
class Killer:
    """Runs the grader, kills what it finds, and counts."""

    kills: int
    mean_seconds: float
    temporary: Path
    rng: random.Random
    only: str = ""
    server: Server | None = None
    victims: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    orphans: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def run(self, root: Path) -> tuple[int, list[str]]:
        """Run the grader once; return its exit code and who was killed meanwhile."""
        command = [sys.executable, "-c", COMMAND, "--course", str(root), "grade", "tiny"]
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        with (self.temporary / "output").open("w+") as output:
            grader = subprocess.Popen(
                command, env=environment, stdout=output, stderr=output, start_new_session=True
            )
            try:
                killed = self._strike_until_it_ends(grader)
            finally:
                grader.kill()  # when it is us who are interrupted
            self._settle()
            output.seek(0)
            last = (output.read().strip().splitlines() or ["nothing"])[-1]
        if grader.returncode not in (0, -signal.SIGKILL):
            self.codes[f"{grader.returncode} after killing {', '.join(killed)}: {last}"] += 1
        return grader.returncode, killed

    def _strike_until_it_ends(self, grader: subprocess.Popen) -> list[str]:
        killed: list[str] = []
        pause = self._pause()
        while grader.returncode is None:
            try:
                grader.wait(pause)
            except subprocess.TimeoutExpired:
                struck = self._kill_one(grader.pid)
                killed += struck
                self.victims.update(struck)
                pause = self._pause() if struck or not self.only else 0.02
        return killed

    def _pause(self) -> float | None:
        enough = self.victims.total() >= self.kills
        return None if enough else self.rng.expovariate(1 / self.mean_seconds)

    def _kill_one(self, grader: int) -> list[str]:
        share = (self.only in DATABASE) if self.only else DATABASES_SHARE
        if self.server is not None and self.rng.random() < share:
            return [self._strike_database(self.server)]
        by_kind = kinds(grader)
        kind = self.only or "grader"
        if not self.only and by_kind and self.rng.random() < 0.6:
            kind = self.rng.choice(sorted(by_kind))
        if kind != "grader" and kind not in by_kind:
            return []
        pid = self.rng.choice(by_kind[kind]) if kind != "grader" else grader
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return []
        try:
            if pid != grader and pid not in descendants(grader):
                return []  # it has just ended, and another has its number
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        except ProcessLookupError:
            return []
        finally:
            os.close(handle)
        return [kind]

    def _strike_database(self, server: Server) -> str:
        """End the sessions of a server, or the server, in order or as in a crash; start it again."""
        what = self.only or self.rng.choice(DATABASE)
        if what == SESSIONS:
            server.end_sessions()
        else:
            server.stop(signal.SIGQUIT if what == CRASH else signal.SIGINT)
            time.sleep(self.rng.uniform(0, AWAY_SECONDS))
            server.start()
        return what

    def _descendants(self) -> list[int]:
        """Return who is below us, without the database server."""
        own = set(descendants(self.server.pid)) if self.server is not None else set()
        return [pid for pid in descendants(os.getpid())[1:] if pid not in own]

    def _settle(self) -> None:
        """Wait until no descendant is left; end and remember those that stay."""
        begun = time.monotonic()
        while (left := self._descendants()) and time.monotonic() < begun + SETTLED_SECONDS:
            _reap()
            time.sleep(0.02)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        for pid in left:
            with contextlib.suppress(OSError):
                self.orphans.append(Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "))
                os.kill(pid, signal.SIGKILL)
        _reap()


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


# ---------------------------------------------------------------- the measurement


def measure(
    kills: int, students: int, seed: int, only: str, work: Path, server: Server | None = None
) -> bool:
    """Do it all in the folder ``work`` and print what came of it; True if nothing was wrong."""
    temporary = work / "t"
    temporary.mkdir()
    peace = Killer(0, 1.0, temporary, random.Random(seed), server=server)
    beginnings, references = {}, {}
    begun = time.monotonic()
    for name in ("new", "marked"):
        beginnings[name] = work / name
        if name == "new":
            small_class(students, work / "new")
            put_on(server, work / "new")
        else:
            marked_class(work / "new graded", work / "marked", server)
        graded = copy_class(work / name, work / f"{name} graded", server)
        code, _ = peace.run(graded)
        if code != 0:
            raise SystemExit((temporary / "output").read_text())
        references[name] = on_record(graded)
    in_peace = (time.monotonic() - begun) / 2
    say(f"in peace: {in_peace:.1f} s a run")

    killer = Killer(kills, in_peace / 3, temporary, random.Random(seed), only, server)
    begun, rounds, differences, carried_on, left_over = time.monotonic(), 0, [], 0, 0
    reasons: Counter[str] = Counter()
    while killer.victims.total() < kills:
        name = ("new", "marked")[rounds % 2]
        rounds += 1
        root = copy_class(beginnings[name], work / "course", server)
        struck: list[str] = []
        while True:
            code, killed = killer.run(root)
            struck += killed
            same = code == 0 and on_record(root) == references[name]
            if killed and code == 0:
                carried_on, left_over = carried_on + same, left_over + (not same)
                reasons.update(unfinished(root))
            if same or not killed:
                break
        if not same:
            there = on_record(root) if code == 0 else {"exit code": str(code)}
            for key in sorted(references[name].keys() | there.keys()):
                if references[name].get(key) != there.get(key):
                    facts = f"{key}: {references[name].get(key)} became {there.get(key)}"
                    differences.append(facts)
                    say(f"  DIFFERENT: {facts} (killed: {', '.join(struck)})")
        if server is not None:
            server.drop(database_of(root).url.database)
        shutil.rmtree(root)
        say(f"round {rounds} ({name}): {killer.victims.total()} of {kills} kills")

    counted = ", ".join(f"{kind} {count}" for kind, count in killer.victims.most_common())
    print(f"{killer.victims.total()} kills in {rounds} rounds of {students} students: {counted}")
    print(f"differences from the undisturbed gradebook: {len(differences)}")
    for line, count in Counter(differences).most_common(10):
        print(f"    {count} times {line}")
    print(
        f"of {carried_on + left_over} runs that lost a child and ended by themselves, "
        f"{left_over} left work to the next run"
    )
    for line, count in reasons.most_common():
        print(f"    {count} times {line[:200]}")
    for line, count in killer.codes.most_common():
        print(f"    {count} times exit code {line[:200]}")
    print(
        f"orphans left: {len(killer.orphans)}; all were gone after {killer.slowest:.1f} s at most"
    )
    for line, count in Counter(killer.orphans).most_common(5):
        print(f"    {count} times {line[:150]}")
    names = (path.name for path in temporary.iterdir() if path.name != "output")
    left = Counter(name.rpartition("-")[0] or "of others" for name in names)
    kinds_left = ", ".join(f"{kind} {count}" for kind, count in left.items())
    print(f"temporary folders left: {left.total()} {kinds_left and f'({kinds_left})'}")
    print(f"seconds: {time.monotonic() - begun:.0f}")
    return not differences and not killer.orphans


def say(line: str) -> None:
    """Report progress."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and end with code 1 if a grade or a process is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0, help="of victims and instants")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--only", default="", metavar="KIND", help="of victim, as in the report")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # clear up behind us
    become_subreaper()  # whoever loses its parent becomes our child, so none escapes us
    with contextlib.ExitStack() as stack:
        server = None
        if options.database == "postgresql":
            server = stack.enter_context(running_server())
        work = stack.enter_context(tempfile.TemporaryDirectory(prefix="k", dir="/tmp"))
        given = (options.kills, options.students, options.seed, options.only)
        right = measure(*given, Path(work), server)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
