"""A course of three exercises, and a class in which everybody but two attacks the grader.

An attack is a file in ``tests/submissions/hostile/<kind>/``, named for what it does:

    # What it does, in one line.
    # shows: a text that grading it must leave behind, so that one knows it came that far
    x = 1                       runs in a cell of its own right after the set-up
    # %% total
    def total(xs): ...          stands in the answer cell ``total``, which is a blank otherwise
    # %% + total-tests
    x = 2                       a new cell after that one

Instead of ``shows``, ``refused`` stands before what the reason says why the submission is not graded at
all. In ``structure`` an attack is a function ``attack(notebook, folder)`` that edits the submission. It
runs here; all others run in the sandbox, and nowhere else. Attackers know where everything lies and
what is allowed: ``COURSE``, ``HOME``, ``DECOY`` (a folder everybody may write), ``GRADER`` (its process),
``SECONDS``, ``MEMORY``, ``PROCESSES``, ``MEGABYTES``; and ``seen(...)`` prints whatever canaries it is shown.

    python tests/autograder/hostile_class.py FOLDER [--no-namespaces]

grades the class in a folder that :func:`make` has filled, and writes what came of it as JSON.
"""

from __future__ import annotations

import argparse
import copy
import functools
import json
import os
import re
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder import walk as walking
from autograder.grade import grade_assignment
from autograder.limits import Limits
from autograder.memory import Pool
from autograder.report.feedback import write_feedback
from autograder.verdict import Graded
from autograder.workers import forkserver, kernel
from tests.autograder.notebooks import BLANK, CONFIG, answer, checked, setup
from tests.autograder.notebooks import notebook as joined

BANK = Path(__file__).resolve().parents[1] / "submissions" / "hostile"
LIMITS = Limits(
    cell_seconds=2.5,
    notebook_seconds=12.0,
    patience=2.0,
    memory_mb=400,
    processes=48,
    disk_mb=16,
    output_mb=1.0,
    notebook_output_mb=3.0,
    open_files=256,
)
BESIDE = (  # honest students come right after these, so that they are graded at the same time
    "computes_in_many_processes",
    "fills_the_disk",
    "floods_the_grader_with_messages",
    "forks_without_end",
    "spins_in_native_code",
    "takes_all_memory",
)
SOLVED = ("anna", *(f"x-exhausting-{name}~solved" for name in BESIDE[::2]))
HALF = ("berta", *(f"x-exhausting-{name}~half" for name in BESIDE[1::2]))
HONEST = SOLVED + HALF  # some have solved everything, some the first exercise
MARK = "hostile_was_here"  # in the name or content of whatever is written where it should not be
_FIELD = re.compile(r"#\s*(shows|refused):\s*(.+)")
_CELL = re.compile(r"# %%\s*(\+?)\s*(\S+)")

ANSWERS = {
    "total": "def total(xs):\n    return sum(xs)",
    "shares": "def shares(weights):\n    return weights / weights.sum()",
    "draw": "def draw(rng, sides):\n    return int(rng.integers(1, sides + 1))",
}
TESTS = {
    "total": (
        "assert total([1, 2, 3]) == 6, '1 + 2 + 3 is 6'",
        (
            "cases = [[], [2.5, -1.5], list(range(100))]\n"
            "for found, expected in zip(map(total, cases), (0, 1.0, 4950)):\n"
            "    assert abs(found - expected) < 1e-9, 'a longer sum is wrong'"
        ),
    ),
    "shares": (
        "np.testing.assert_allclose(shares(np.array([1.0, 3.0])), [0.25, 0.75])",
        (
            "weights = np.random.default_rng(7).random(5)\n"
            "found = shares(weights.copy())\n"
            "assert abs(found.sum() - 1) < 1e-9, 'shares sum to 1'\n"
            "np.testing.assert_allclose(found, weights / weights.sum())"
        ),
    ),
    "draw": (
        "assert draw(np.random.default_rng(1), 6) in range(1, 7), 'a die shows 1 to 6'",
        (
            "ours, theirs = np.random.default_rng(3), np.random.default_rng(3)\n"
            "for _ in range(20):\n"
            "    assert draw(theirs, 9) == ours.integers(1, 10), 'each face is as likely'"
        ),
    ),
}
POINTS = {"total": 2, "shares": 3, "draw": 2}

KNOWN = """
import re as _re

COURSE, HOME, DECOY, GRADER = {course!r}, {home!r}, {decoy!r}, {grader}
SECONDS, MEMORY, PROCESSES, MEGABYTES = {limits}


def seen(what, *found):
    texts = [x if isinstance(x, (bytes, bytearray)) else str(x).encode("utf-8", "replace") for x in found]
    hits = {{m for text in texts for m in _re.findall(rb"canary_[a-z]+_[0-9a-f]{{16}}", text)}}
    print(what, len(texts), "things,", sum(map(len, texts)), "bytes:", *(m.decode() for m in hits))
"""


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    kind: str
    name: str
    about: str
    shows: str = ""
    refused: bool = False  # not graded, for a reason that is in ``shows``
    first: str = ""  # source of the cell after the set-up
    answers: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    edit: Callable[[NotebookNode, Path], None] | None = None

    @property
    def student(self) -> str:
        return f"x-{self.kind}-{self.name}"


def read_attack(path: Path) -> Attack:
    """Return the attack told in a file."""
    text = path.read_text(encoding="utf-8")
    about, *lines = text.splitlines()
    shows, refused = "", False
    if lines and (found := _FIELD.match(lines[0])):
        shows, refused = found[2], found[1] == "refused"
        del lines[0]
    attack = Attack(path.parent.name, path.stem, about.lstrip("# "), shows, refused)
    if attack.kind == "structure":
        names: dict[str, Any] = {}
        exec(compile(text, str(path), "exec"), names)
        return replace(attack, edit=names["attack"])
    parts: dict[tuple[str, str], list[str]] = {("", ""): []}
    part = parts["", ""]
    for line in lines:
        if cell := _CELL.match(line):
            part = parts.setdefault((cell[1], cell[2]), [])
        else:
            part.append(line)
    sources = {key: "\n".join(body).strip("\n") for key, body in parts.items()}
    return replace(
        attack,
        first=sources.pop(("", "")),
        answers={name: source for (sign, name), source in sources.items() if not sign},
        after={name: source for (sign, name), source in sources.items() if sign},
    )


@functools.cache
def attacks() -> tuple[Attack, ...]:
    """Return the bank."""
    return tuple(map(read_attack, sorted(BANK.glob("*/*.py"))))


# ---------------------------------------------------------------- the course


@dataclass(frozen=True)
class Canaries:
    """Words that lie where no submission may read, each in its own place."""

    words: dict[str, str]

    @classmethod
    def fresh(cls) -> Canaries:
        places = ("test", "solution", "gradebook", "neighbour", "home", "environment", "decoy")
        return cls({place: f"canary_{place}_{secrets.token_hex(8)}" for place in places})


def source(canaries: dict[str, str]) -> NotebookNode:
    """Return the instructor's notebook."""
    cells = [setup("import numpy as np")]
    for name, (visible, hidden) in TESTS.items():
        solution = ANSWERS[name].replace(":\n", f":\n    # {canaries['solution']}\n")
        secret = f"secret = '{canaries['test']}'  # {canaries['test']}"
        test = f"{visible}\n### BEGIN HIDDEN TESTS\n{secret}\n{hidden}\n### END HIDDEN TESTS"
        cells += [
            new_markdown_cell(f"# {name}"),
            answer(name, BLANK.format(solution)),
            checked(f"{name}-tests", test, POINTS[name]),
        ]
    return joined(*cells)


def untouched(canaries: dict[str, str]) -> NotebookNode:
    """Return the notebook as students get it."""
    made = source(canaries)
    for cell in made.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution"):
            cell.source = "# YOUR CODE HERE\nraise NotImplementedError()"
        elif mark.get("grade"):
            cell.source = cell.source.partition("\n### BEGIN")[0]
    return made


def place(notebook: NotebookNode, name: str) -> int:
    """Return where in the notebook a cell is."""
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return names.index(name)


def handed_in(attack: Attack, known: str, canaries: dict[str, str], folder: Path) -> NotebookNode:
    """Return the attacker's notebook."""
    made = untouched(canaries)
    for name, code in attack.answers.items():
        made.cells[place(made, name)].source = code
    for number, (name, code) in enumerate(attack.after.items()):
        made.cells.insert(place(made, name) + 1, new_code_cell(code, id=f"added-{number}"))
    if attack.first:
        made.cells.insert(1, new_code_cell(attack.first, id="first"))
    made.cells.insert(1, new_code_cell(known, id="known"))
    if attack.edit is not None:
        attack.edit(made, folder)
    return made


def make(root: Path, limits: Limits = LIMITS, chosen: tuple[Attack, ...] | None = None) -> None:
    """Fill a folder with the course, its class, a home and a place where everybody may write."""
    words = Canaries.fresh().words
    course = root / "course"
    home, decoy = root / "home", root / "decoy"
    for folder in (root, course, home, decoy):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777 if folder == decoy else 0o755)
    (root / "canaries.json").write_text(json.dumps(words))
    (home / ".netrc").write_text(f"machine example.org password {words['home']}")
    (decoy / "note").write_text(words["decoy"])
    (course / "nbgrader_config.py").write_text(CONFIG.replace("tiny", words["gradebook"]))
    (course / "source/vault").mkdir(parents=True)
    nbformat.write(source(words), course / "source/vault/vault.ipynb")
    for student in HONEST:
        made = untouched(words)
        for name, code in list(ANSWERS.items())[: 3 if student in SOLVED else 1]:
            made.cells[place(made, name)].source = f"{code}\n# {words['neighbour']}"
        busy = "print(sum(n * n for n in range(2_000_000)))"  # half a second of honest work
        made.cells.append(new_code_cell(busy, id="busy"))
        _hand_in(course, student, made)
    for attack in attacks() if chosen is None else chosen:
        folder = course / "submitted" / attack.student / "vault"
        folder.mkdir(parents=True)
        _hand_in(course, attack.student, handed_in(attack, "KNOWN", words, folder))


def _hand_in(course: Path, student: str, notebook: NotebookNode) -> None:
    path = course / "submitted" / student / "vault" / "vault.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))  # nbformat would put right what an attack got wrong


def _tell_attackers(root: Path, limits: Limits) -> None:
    """Put into the submissions what the grader's process has become known as."""
    facts = (limits.cell_seconds, limits.memory_mb, limits.processes, limits.disk_mb)
    known = KNOWN.format(
        course=str(root / "course"),
        home=str(root / "home"),
        decoy=str(root / "decoy"),
        grader=os.getpid(),
        limits=repr(facts),
    )
    for path in (root / "course/submitted").glob("x-*/vault/vault.ipynb"):
        text = path.read_text()
        path.write_text(text.replace('"source": "KNOWN"', f'"source": {json.dumps(known)}'))


# ---------------------------------------------------------------- grading it


@dataclass(frozen=True)
class Asked:
    """One thing asked of a kernel: what it was allowed, and what it took."""

    student: str
    seconds: float  # of processor time it was allowed
    wall: float  # and by the clock
    used: float  # of processor time
    took: float  # by the clock
    ended: bool  # whether it had to be ended

    @property
    def late(self) -> float:
        """By how much it exceeded its time: processor time, or the clock behind it."""
        return max(min(self.used, self.took) - self.seconds, self.took - self.wall)


@dataclass
class Outcome:
    """What came of the class."""

    alone: dict[str, Graded]  # the honest two, graded by themselves
    results: dict[str, Graded]
    asked: list[Asked]
    survivors: list[str]
    left: list[str]  # files outside the places where the grader writes
    seconds: float
    peaks: tuple[float, float]  # MB of memory of the grader: over honest students, over the class
    texts: dict[str, str] = field(default_factory=dict)  # by student: all that was recorded
    told: dict[str, str] = field(default_factory=dict)  # the same without tracebacks and sources
    pages: dict[str, str] = field(default_factory=dict)

    def overrun(self, student: str) -> float:
        """Return by how much the slowest thing asked of a student's kernel exceeded its time."""
        return max((a.late for a in self.asked if a.student == student), default=0.0)


class _Clock:
    """Notes how long each request to a kernel takes, by wrapping what the grader calls."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._run, self._examine = kernel.StudentKernel.run, kernel.StudentKernel.examine
        self._walk = walking._Run.walk

    def __enter__(self) -> _Clock:
        clock = self

        def run(self: Any, source: str, seconds: float, wall: float | None = None) -> Any:
            begun, used = time.monotonic(), self.tree.cpu_seconds()
            done = clock._run(self, source, seconds, wall)
            allowed = seconds, wall or seconds
            clock._note(self, allowed, begun, used, bool(done.why or done.dead))
            return done

        def examine(self: Any, job: Any, seconds: float | None = None) -> Any:
            begun, used = time.monotonic(), self.tree.cpu_seconds()
            verdict = clock._examine(self, job, seconds)
            over = "was over" in str(verdict.get("message"))
            clock._note(self, (seconds or job.seconds, job.seconds), begun, used, over)
            return verdict

        def walk(self: Any) -> Any:
            self._setting = _named(self._setting, self._seeds.student)
            return clock._walk(self)

        kernel.StudentKernel.run, kernel.StudentKernel.examine = run, examine  # type: ignore[method-assign]
        walking._Run.walk = walk  # type: ignore[method-assign]
        return self

    def _note(
        self, running: Any, allowed: tuple[float, float], begun: float, used: float, ended: bool
    ) -> None:
        took = time.monotonic() - begun
        student = getattr(running._setting, "student", "")
        used = running.tree.cpu_seconds() - used
        self.asked.append(Asked(student, *allowed, used, took, ended))

    def __exit__(self, *_: object) -> None:
        kernel.StudentKernel.run, kernel.StudentKernel.examine = self._run, self._examine  # type: ignore[method-assign]
        walking._Run.walk = self._walk  # type: ignore[method-assign]


def _named(setting: Any, student: str) -> Any:
    """Return the setting with a student's name on it, for the clock."""
    setting = copy.copy(setting)
    object.__setattr__(setting, "student", student)
    return setting


def grade(
    root: Path, *, namespaces: bool = True, limits: Limits = LIMITS, jobs: int = 2
) -> Outcome:
    """Grade the honest two by themselves, then everybody at once."""
    words = json.loads((root / "canaries.json").read_text())
    course = root / "course"
    temporary = Path(tempfile.mkdtemp(prefix="hostile-", dir="/tmp"))
    temporary.chmod(0o711)
    os.environ |= {"API_TOKEN": words["environment"], "HOME": str(root / "home")}
    usual = tempfile.tempdir
    tempfile.tempdir = str(temporary)
    addresses: list[str] = []
    start, support = forkserver.ForkServer.__init__, forkserver.support

    def noted(self: Any, *arguments: Any, **options: Any) -> None:
        start(self, *arguments, **options)
        addresses.append(self.address)

    listeners = [_listen(str(root / "decoy/service")), _listen(f"\0{root}/decoy/abstract")]
    forkserver.ForkServer.__init__ = noted  # type: ignore[method-assign]
    if not namespaces:
        forkserver.support = lambda address: (False, "not wanted")
    try:
        _forget_peak()
        alone = grade_assignment(course, "vault", students=HONEST, limits=limits, jobs=jobs)
        peak = _peak()
        pool = Pool()
        _tell_attackers(root, limits)
        pool.watch()
        before = _files(root)
        _forget_peak()
        with _Clock() as clock:
            begun = time.monotonic()
            results = grade_assignment(course, "vault", limits=limits, jobs=jobs, force=True)
            seconds = time.monotonic() - begun
        outcome = Outcome(
            alone={r.student: r for r in alone},
            results={r.student: r for r in results},
            asked=clock.asked,
            survivors=_survivors(addresses),
            left=[str(p.relative_to(temporary)) for p in temporary.iterdir()]
            + [f for f in sorted(_files(root) - before) if not _is_ours(f)],
            seconds=seconds,
            peaks=(peak, _peak()),
        )
        write_feedback(course, results)
        for student, result in outcome.results.items():
            outcome.texts[student], outcome.told[student] = _recorded(course, student, result)
        outcome.pages = {
            str(p.relative_to(course)): p.read_text() for p in course.glob("feedback/**/*.html")
        }
        return outcome
    finally:
        forkserver.ForkServer.__init__, forkserver.support = start, support  # type: ignore[method-assign]
        tempfile.tempdir = usual
        for listener in listeners:
            listener.close()
        for path in temporary.glob("*"):
            path.unlink() if path.is_file() else None
        if not any(temporary.iterdir()):
            temporary.rmdir()


def _forget_peak() -> None:
    """Begin a new measurement of the most memory this process has at a time."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _listen(address: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(8)
    if not address.startswith("\0"):
        Path(address).chmod(0o777)
    return listener


def _files(root: Path) -> set[str]:
    """Return what there is in the folder and wherever else an attack tries to write."""
    found = {str(p) for p in root.rglob("*")}
    package = Path(kernel.__file__).parents[1]
    rooms = [package, *(p for p in package.iterdir() if p.is_dir())]
    places = [*rooms, *map(Path, {*sys.path, sys.prefix, sys.base_prefix} - {""})]
    places += [
        Path(p) for p in ("/", "/tmp", "/dev/shm", "/etc", "/etc/cron.d", "/var/tmp", "/root")
    ]
    for folder in places:
        try:
            names = {p.name for p in folder.iterdir()}
        except OSError:
            continue
        wanted = {"sitecustomize.py", "usercustomize.py", "loot_for_a_friend"}
        found |= {str(folder / n) for n in names if n in wanted or MARK in n}
    return found


def _is_ours(path: str) -> bool:
    ours = ("/course/.autograder", "/course/autograded", "/course/feedback", "/course/gradebook.db")
    return any(part in path for part in ours)


def _survivors(addresses: list[str]) -> list[str]:
    """Return the command lines of processes that carry the name of a fork server of ours."""
    alive = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            text = (path / "cmdline").read_text(errors="replace")
            marks = text + (path / "environ").read_text(errors="replace")
        except OSError:  # it has just ended, or is somebody else's
            continue
        if any(address in marks for address in addresses):
            alive.append(text.replace("\0", " "))
    return alive


def _recorded(course: Path, student: str, result: Graded) -> tuple[str, str]:
    """Return all that grading recorded of a student's doing, and that without tracebacks."""
    path = course / "autograded" / student / "vault" / "vault.ipynb"
    cells = json.loads(path.read_text())["cells"] if path.exists() else []
    outputs = [out for cell in cells for out in cell.get("outputs", ())]
    told = [*result.notes, result.reason]
    told += [x for v in result.verdicts for x in (v.message, v.hint, v.printed)]
    for out in outputs:
        text = out.get("text") or out.get("data", {}).get("text/plain") or out.get("evalue", "")
        told.append(f"{out.get('ename', '')} {''.join(text)}")
    return json.dumps(outputs, ensure_ascii=False) + result.to_json(), "\n".join(told)


# ---------------------------------------------------------------- as another user


def to_json(outcome: Outcome) -> str:
    """Serialise an outcome."""
    return json.dumps(asdict(outcome))


def from_json(text: str) -> Outcome:
    """Rebuild what :func:`to_json` wrote."""
    fields = json.loads(text)
    for group in ("alone", "results"):
        fields[group] = {n: Graded.from_json(json.dumps(g)) for n, g in fields[group].items()}
    fields["asked"] = [Asked(**asked) for asked in fields["asked"]]
    fields["peaks"] = tuple(fields["peaks"])
    return Outcome(**fields)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--no-namespaces", action="store_true")
    options = parser.parse_args()
    outcome = grade(options.root, namespaces=not options.no_namespaces)
    (options.root / "outcome.json").write_text(to_json(outcome))


if __name__ == "__main__":
    main()
