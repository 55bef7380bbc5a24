"""``course hub-check``: what a JupyterHub has to be told for a class, written; and whether it came true, looked at.

Written are a fragment of the hub's configuration and what Jupyter and nbgrader read on the servers of
students and of instructors. Looked at is what these servers find, as an instructor and in the students' Python.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSource, StorageError
from course import lab
from course.handout import parts
from course.handout.wheel import wheel_version
from course.student.hub import (
    INSTRUCTORS,
    LARGEST,
    NOT_HANDED_IN,
    OURS,
    SERVED,
    SETTINGS,
    STUDENTS,
    SWITCHES,
    WITHOUT,
    Finding,
    Hub,
    NoHub,
    Unreadable,
    course_id,
    exchange_root,
    nbgrader_config,
    panels_off,
    reading,
    single_user,
    started_with,
    switches,
)

FRAGMENT = Path(__file__).with_name("jupyterhub_config.py")
FRAMED = "course.instructor.framed"
FORMGRADER = "nbgrader.server_extensions.formgrader"
RESTED = "course.instructor.rested"
FOR_INSTRUCTORS = {FORMGRADER: True, FRAMED: True, RESTED: True}
STUDENTS_NBGRADER = """\
c = get_config()
c.CourseDirectory.course_id = {course_id!r}
c.Exchange.root = {exchange!r}
# What lies beside a notebook and is not handed in; kilobytes of the largest file that is.
c.CourseDirectory.ignore = {ignore!r}
c.CourseDirectory.max_file_size = {largest}
"""
INSTRUCTORS_NBGRADER = """\
import sys

c = get_config()
# The course's own packages, also in a folder that holds one of the same name.
sys.path.insert(0, {course!r})
load_subconfig("nbgrader_config.py", path={course!r})
c.CourseDirectory.root = {course!r}
c.CourseDirectory.course_id = {course_id!r}
c.Exchange.root = {exchange!r}
"""
# Lab's terminals on a hub are login shells, whose profile may forget the PATH that the hub has given.
SHELL = 'PATH="{programs}:$PATH" exec "${{SHELL:-/bin/sh}}"'
# What only graders may read: solutions, hidden tests, the seeds' secret, the work of others.
SECRET = ("source", "submitted", "autograded", "feedback", "gradebook.db", ".autograder")
VERSIONS = """\
import importlib.metadata as m, json
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return ""
print(json.dumps([version("{ours}"), version("jupyterhub")]))
"""
PATIENCE = 300  # seconds that the students' Python has to say what it finds


def write_hub(
    root: Path,
    folder: Path,
    *,
    instructors: Sequence[str],
    exchange: Path | None,
    students_python: Path | None,
) -> Hub:
    """Write what the hub is told of a course into a folder, and return it.

    What is not given stays as it was written before. Raises ``BadSource`` where it is not known at all, or the
    course has no name; ``StorageError``.
    """
    told = CourseFolder.at(root)
    try:
        before = Hub.at(folder)
    except NoHub:
        before = None
    known = exchange or (before and before.exchange) or Path(Exchange(config=told.config).root)
    python = students_python or (before and before.students_python) or _python_beside_a_hub()
    who = tuple(instructors) or (before.instructors if before else ())
    if not told.directory.course_id:
        raise BadSource(
            f"The course has no name: c.CourseDirectory.course_id in {root / 'nbgrader_config.py'}"
        )
    if not who:
        raise BadSource("Who grades? Say: course hub-check FOLDER --write --instructors LOGIN …")
    if not python or not python.is_file():
        raise BadSource(
            f"{python or 'The Python of the students'} is not here. Which Python runs the students' servers? "
            "Say: --students-python /opt/hub/bin/python"
        )
    settings = {
        "course_id": told.directory.course_id,
        "exchange": str(known.absolute()),
        "course": str(root),
        "course_python": str(Path(sys.prefix) / "bin" / "python"),
        "students_python": str(python.absolute()),
        "instructors": list(who),
    }
    try:
        _write(folder, settings)
    except OSError as error:
        raise StorageError(f"Can't write {folder}: {error.strerror or error}.") from error
    return Hub.at(folder)


def _python_beside_a_hub() -> Path | None:
    found = shutil.which("jupyterhub")
    return Path(found).with_name("python") if found else None


def _write(folder: Path, settings: dict) -> None:
    """Write all files anew, readable by everybody: every server reads them, and no secret is among them."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "course_id": settings["course_id"],
        "exchange": settings["exchange"],
        "course": settings["course"],
        "ignore": [*CourseDirectory().ignore, *NOT_HANDED_IN],
        "largest": LARGEST,
    }
    roles = {
        STUDENTS: (WITHOUT, SWITCHES, STUDENTS_NBGRADER, settings["students_python"]),
        INSTRUCTORS: ((), FOR_INSTRUCTORS, INSTRUCTORS_NBGRADER, settings["course_python"]),
    }
    for role, (without, extensions, text, python) in roles.items():
        shutil.rmtree(folder / role, ignore_errors=True)
        (folder / role).mkdir()
        lab.write_config(folder / role, without, extensions)
        shell = ["/bin/sh", "-l", "-c", SHELL.format(programs=Path(python).parent)]
        terminals = {"ServerApp": {"terminado_settings": {"shell_command": shell}}}
        place = folder / role / "jupyter_server_config.json"
        place.write_text(json.dumps(terminals), encoding="utf-8")
        (folder / role / "nbgrader_config.py").write_text(text.format(**told), encoding="utf-8")
    shutil.copyfile(FRAGMENT, folder / FRAGMENT.name)
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    ours = [folder, folder / FRAGMENT.name, folder / SETTINGS]
    for path in [*ours, *(folder / STUDENTS).rglob("*"), *(folder / INSTRUCTORS).rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    for role in roles:
        (folder / role).chmod(0o755)


def look_as_instructor(hub: Hub) -> Iterator[Finding]:
    """Yield what an instructor's server finds, one line each."""
    yield from started_with(hub, INSTRUCTORS)
    yield single_user("the course's environment")
    with reading(hub.folder / INSTRUCTORS):
        try:
            told = nbgrader_config()
        except Unreadable as error:
            yield error.finding
        else:
            yield course_id(hub, told)
            yield exchange_root(hub, told)
            yield _formgrader(hub, Path(CourseDirectory(config=told).root))
        yield _shown()
    yield _exchange(hub)
    yield _closed(hub)


def look_at_students(hub: Hub, student: str | None) -> Iterator[Finding]:
    """Yield what the students' Python finds, one line each: from a student's own account, if root asks."""
    expected = wheel_version(hub.course, parts.modules_needed(hub.course))
    who = identity(student) if student else {}
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": pwd.getpwnam(student).pw_dir if student else home,
            "PATH": f"{hub.students_python.parent}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "LANG": os.environ.get("LANG", "C.UTF-8"),
        }

        def ask(*command: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [str(hub.students_python), *command],
                env=env,
                cwd="/",
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                **who,
            )

        try:
            versions = ask("-c", VERSIONS.format(ours=OURS))
            kit, served = json.loads(versions.stdout)
        except (OSError, ValueError) as error:
            yield Finding(
                False, f"{hub.students_python} does not run for students ({error}): chmod -R a+rX"
            )
            return
        install = f"{hub.students_python} -m pip install -r requirements.txt, in the unzipped kit"
        if not kit:
            yield Finding(False, f"students have no lib: {install}")
            return
        if kit != expected:
            yield Finding(
                False,
                f"students have the kit {kit}, and the course is {expected}: course kit, then {install}",
            )
        else:
            yield Finding(True, f"students have the kit that the course gives, {kit}")
        yield _same_hub(served)
        told = ask("-m", "course", "hub-check", str(hub.folder))
        said = [line.strip() for line in told.stdout.splitlines() if line.strip()[:1] in ("✓", "✗")]
        yield from (Finding(line[0] == "✓", line[2:]) for line in said)
        if not said:
            why = (told.stderr.strip().splitlines() or ["it says nothing"])[-1]
            yield Finding(False, f"the students' kit can't look ({why}): {install}")


def identity(student: str) -> dict:
    """Return as whom a process is started to be a student.

    Raises ``BadSource`` for a student whom this machine does not know, or when somebody but root asks.
    """
    try:
        told = pwd.getpwnam(student)
    except KeyError as error:
        raise BadSource(f"This machine knows no {student!r}: name a student's login.") from error
    if os.geteuid() != 0:
        raise BadSource(
            "Only root can look with a student's eyes; a student can: course hub-check, in a terminal of Lab."
        )
    groups = os.getgrouplist(student, told.pw_gid)
    return {"user": told.pw_uid, "group": told.pw_gid, "extra_groups": groups}


def _same_hub(served: str) -> Finding:
    try:
        here = version("jupyterhub")
    except PackageNotFoundError:
        here = ""
    if here == served:
        return Finding(
            True, f"students and instructors have the same jupyterhub, {served or 'none'}"
        )
    return Finding(
        False,
        f"students have jupyterhub {served or 'not at all'}, instructors {here or 'not at all'}: "
        "pip install the hub's own version in both",
    )


def _formgrader(hub: Hub, found: Path) -> Finding:
    """Say whether Formgrader finds the course, and a folder of Lab's around it."""
    again = f"course hub-check {hub.folder} --write, and restart the server"
    if found != hub.course or not (found / "source").is_dir():
        return Finding(
            False, f"Formgrader looks for the course in {found}, it is in {hub.course}: {again}"
        )
    top = Path(os.environ.get("JUPYTERHUB_ROOT_DIR") or found)
    if SERVED in os.environ and not found.is_relative_to(top):
        return Finding(
            False, f"Lab opens in {top}, and {found} is not in it: notebook_dir, in the fragment"
        )
    return Finding(True, f"Formgrader finds the course in {found}")


def _shown() -> Finding:
    found, off = switches(), panels_off()
    wrong = [name for name in FOR_INSTRUCTORS if not found.get(name)]
    wrong += [name for name in lab.FOR_INSTRUCTORS if off.get(name)]
    if not wrong:
        return Finding(True, "Lab shows Formgrader to instructors, within Lab")
    names = ", ".join(wrong)
    return Finding(
        False, f"{names} off for instructors: jupyter server|labextension enable each, restart"
    )


def _exchange(hub: Hub) -> Finding:
    """Say whether the exchange is there for everybody, and nobody can take the course's place in it."""
    root, course = hub.exchange, hub.exchange / hub.course_id
    if not root.is_dir():
        return Finding(False, f"there is no exchange; as root: install -d -m 1777 {root}")
    mode = stat.S_IMODE(root.stat().st_mode)
    if mode & 0o777 != 0o777:
        return Finding(False, f"{root} is not open to everybody (mode {mode:o}): chmod 1777 {root}")
    if not mode & stat.S_ISVTX:
        return Finding(
            False, f"whoever likes can rename {course} and put another there: chmod +t {root}"
        )
    barred = [parent for parent in root.parents if not parent.stat().st_mode & stat.S_IXOTH]
    if barred:
        return Finding(False, f"students can't get to {root}: chmod o+x {barred[-1]}")
    if not course.is_dir():
        return Finding(
            True, f"{root} is open; nothing is released in it yet: nbgrader release_assignment NAME"
        )
    if course.stat().st_uid != os.geteuid() and os.geteuid() != 0:
        owner = course.stat().st_uid
        return Finding(
            False,
            f"{course} belongs to another (uid {owner}), and nbgrader releases for its owner alone",
        )
    wanted = {"inbound": 0o003, "outbound": 0o005}
    for name, bits in wanted.items():
        place = course / name
        if not place.is_dir() or place.stat().st_mode & 0o007 != bits:
            modes = {"inbound": "2733", "outbound": "755"}[name]
            return Finding(
                False, f"{place} is not as nbgrader makes it: install -d -m {modes} {place}"
            )
    return Finding(True, f"{course} gives to students and takes from them")


def _closed(hub: Hub) -> Finding:
    """Say whether all that only graders may read is closed to others."""
    open_ways = [
        p for p in (hub.course, *hub.course.parents) if not p.stat().st_mode & stat.S_IXOTH
    ]
    seen = [name for name in SECRET if _readable(hub.course / name)]
    if seen and not open_ways:
        return Finding(
            False, f"students can read {', '.join(seen)} in {hub.course}: chmod go-rwx {hub.course}"
        )
    return Finding(True, "the course's own folder is closed to students")


def _readable(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH))
    except OSError:
        return False
