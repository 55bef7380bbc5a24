"""``course hub-check`` as a student: what a JupyterHub gives to whoever says it, and what is missing.

The instructor's half is ``course.handout.hub``, which asks this one in the students' Python.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from logging import CRITICAL
from pathlib import Path

from jupyter_client.manager import run_kernel
from jupyter_core.paths import jupyter_config_path
from jupyter_server.services.config.manager import ConfigManager
from jupyterlab_server.config import get_static_page_config
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange
from traitlets.config import Config

from autograder.errors import AutograderError
from course.lab import EXCHANGE, FOR_INSTRUCTORS, VALIDATE

SETTINGS = "hub.json"
STUDENTS, INSTRUCTORS = "students", "instructors"  # folders beside it, on JUPYTER_CONFIG_PATH
CONFIG_PATH = "JUPYTER_CONFIG_PATH"
OURS = "peter-rl-course"
SERVED = "JUPYTERHUB_SERVICE_PREFIX"  # in the environment of whatever runs on a hub's server
KERNEL_SECONDS = 60
LARGEST = 20_000  # kilobytes of one file that is handed in: `course collect` takes no larger one
# Names that the kit, or tools, put beside a notebook, and nobody means to hand in.
NOT_HANDED_IN = ("lib", "autograder", "course", "rl-course-kit*", ".*", "venv", "*.whl", "*.zip")
WITHOUT = tuple(name for name in FOR_INSTRUCTORS if name not in EXCHANGE)
SWITCHES = {
    **VALIDATE,
    "nbgrader.server_extensions.assignment_list": True,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
}
PROBE = """\
import json
try:
    import lib
    found = lib.__file__
except Exception as error:
    found = None, f"{type(error).__name__}: {error}"
print(json.dumps(found))
"""


class Unreadable(AutograderError):
    """A file that nbgrader is configured by raises an error."""

    @property
    def finding(self) -> Finding:
        """The line that says so."""
        files = ", ".join(_nbgrader_files())
        return Finding(False, f"nbgrader can't read its configuration ({self}): mend {files}")


class NoHub(AutograderError):
    """No hub's settings are where they were looked for, or they can't be read."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is as it should be, and if not, what to do about it."""

    fine: bool
    line: str

    def __str__(self) -> str:
        return f"{'✓' if self.fine else '✗'} {self.line}"


@dataclass(frozen=True)
class Hub:
    """What the hub was told: the settings that its configuration reads."""

    folder: Path
    course_id: str
    exchange: Path
    course: Path
    course_python: Path
    students_python: Path
    instructors: tuple[str, ...]

    @classmethod
    def at(cls, folder: Path) -> Hub:
        """Read the settings in a folder. Raises ``NoHub``."""
        path = folder / SETTINGS
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            paths = {
                name: Path(told[name])
                for name in ("exchange", "course", "course_python", "students_python")
            }
            return cls(
                folder.resolve(), told["course_id"], **paths, instructors=tuple(told["instructors"])
            )
        except FileNotFoundError as error:
            raise NoHub(
                f"{path} is not there. The instructor writes it: course hub-check {folder} --write"
            ) from error
        except OSError as error:
            raise NoHub(
                f"{path} can't be read: {error.strerror}. chmod -R a+rX {folder}"
            ) from error
        except (ValueError, TypeError, KeyError) as error:
            raise NoHub(
                f"{path} is broken. The instructor writes it anew: course hub-check {folder} --write"
            ) from error


def find_hub(given: Path | None) -> Hub:
    """Return the hub whose settings lie in a folder, or that this server was started by. Raises ``NoHub``."""
    if given is not None:
        return Hub.at(given)
    for entry in filter(None, os.environ.get(CONFIG_PATH, "").split(os.pathsep)):
        if (Path(entry).parent / SETTINGS).is_file():
            return Hub.at(Path(entry).parent)
    where = (
        "The hub did not start this server with the course's settings: see course/handin/jupyterhub.md. "
        if SERVED in os.environ
        else "This is no server of a hub that knows the course. "
    )
    raise NoHub(f"{where}Name the folder with {SETTINGS}: course hub-check FOLDER")


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let Jupyter read its configuration from a folder first, as a server of the hub does."""
    before = os.environ.get(CONFIG_PATH)
    if str(folder) not in (before or "").split(os.pathsep):
        os.environ[CONFIG_PATH] = os.pathsep.join(filter(None, [str(folder), before]))
    try:
        yield
    finally:
        os.environ.pop(CONFIG_PATH)
        if before is not None:
            os.environ[CONFIG_PATH] = before


def look_as_student(hub: Hub) -> list[Finding]:
    """Return what a student's server finds, one line each."""
    return [
        *started_with(hub, STUDENTS),
        *kernel(),
        single_user("this environment"),
        *configured(hub),
        exchange(hub),
        *closed_to_me(hub),
    ]


def configured(hub: Hub) -> Iterator[Finding]:
    """Yield what Jupyter and nbgrader are told on a student's server, one line each."""
    with reading(hub.folder / STUDENTS):
        try:
            told = nbgrader_config()
        except Unreadable as error:
            yield error.finding
        else:
            yield course_id(hub, told)
            yield exchange_root(hub, told)
            yield _hand_ins(hub, CourseDirectory(config=told))
        yield _panels(hub)
        yield _switches(hub)


def started_with(hub: Hub, role: str) -> list[Finding]:
    """Say whether the hub started this server with a role's settings; outside of a hub there is nothing to say."""
    if SERVED not in os.environ:
        return []
    given = os.environ.get(CONFIG_PATH, "").split(os.pathsep)
    if str(hub.folder / role) in given:
        return [Finding(True, f"the hub started this server with the settings of its {role}")]
    what = f"the hub did not start this server with {hub.folder / role}"
    if str(hub.folder / (INSTRUCTORS if role == STUDENTS else STUDENTS)) in given:
        todo = f"put this login among the instructors: course hub-check {hub.folder} --write --instructors …"
    else:
        config = hub.folder / "jupyterhub_config.py"
        todo = (
            f'the last line of the hub\'s jupyterhub_config.py is to be load_subconfig("{config}")'
        )
    return [
        Finding(
            False, f"{what}: {todo}; restart the hub, then this server (File → Hub Control Panel)"
        )
    ]


def kernel() -> list[Finding]:
    """Say whether the kernel that notebooks get imports ``lib``, and which."""
    with tempfile.TemporaryDirectory() as empty:  # `lib` in the present folder proves nothing
        told: list[str] = []

        def hear(message: Mapping) -> None:
            if message["msg_type"] == "stream":
                told.append(message["content"]["text"])

        try:
            with run_kernel(kernel_name="python3", cwd=empty, stderr=subprocess.DEVNULL) as client:
                client.execute_interactive(PROBE, timeout=KERNEL_SECONDS, output_hook=hear)
            found = json.loads("".join(told) or "null")
        except (RuntimeError, TimeoutError, OSError, ValueError) as error:
            return [
                Finding(
                    False,
                    f"the kernel python3 does not start ({error}): python -m pip install ipykernel",
                )
            ]
    install = "in the students' environment: python -m pip install -r requirements.txt, in the unzipped kit"
    if not isinstance(found, str):
        reason = found[1] if found else "it said nothing"
        return [Finding(False, f"notebooks can't import lib ({reason}): {install}")]
    try:
        installed = version(OURS)
    except PackageNotFoundError:
        return [
            Finding(False, f"notebooks import a lib that is not the course's, {found}: {install}")
        ]
    return [Finding(True, f"notebooks import lib, of the kit {installed}")]


def single_user(where: str) -> Finding:
    """Say whether a hub can start servers in this environment."""
    if find_spec("jupyterhub"):
        return Finding(
            True, f"a hub can start servers in {where}: jupyterhub {version('jupyterhub')}"
        )
    return Finding(
        False,
        f"no hub can start a server in {where}: pip install jupyterhub, in the hub's own version",
    )


def nbgrader_config() -> Config:
    """Return what nbgrader is told here, from all the files that it reads. Raises ``Unreadable``.

    nbgrader itself passes over a file that it can't read, and goes on with no course and another exchange.
    """
    app = NbGrader(log_level=CRITICAL, raise_config_file_errors=True)
    try:
        app.load_config_file()
    except Exception as error:  # whatever a file of somebody's own raises
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    return app.config


def _nbgrader_files() -> list[str]:
    places = [Path.cwd(), *map(Path, jupyter_config_path())]
    return [str(path) for place in places if (path := place / "nbgrader_config.py").is_file()]


def course_id(hub: Hub, told: Config) -> Finding:
    """Say whether nbgrader knows the course by the same name as everybody else."""
    found = CourseDirectory(config=told).course_id
    if found == hub.course_id:
        return Finding(True, f"nbgrader's course is {found!r}")
    return Finding(
        False,
        f"nbgrader's course is {found!r} and should be {hub.course_id!r}: take course_id out of "
        f"nbgrader_config.py here and in ~/.jupyter, or course hub-check {hub.folder} --write",
    )


def exchange_root(hub: Hub, told: Config) -> Finding:
    """Say whether nbgrader looks for the exchange where it is."""
    found = Path(Exchange(config=told).root)
    if found == hub.exchange:
        return Finding(True, f"nbgrader's exchange is {found}")
    return Finding(
        False,
        f"nbgrader's exchange is {found} and should be {hub.exchange}: take Exchange.root out of "
        f"nbgrader_config.py here and in ~/.jupyter, or course hub-check {hub.folder} --write",
    )


def exchange(hub: Hub) -> Finding:
    """Say whether whoever asks can fetch from the exchange and hand in to it."""
    root, course = hub.exchange, hub.exchange / hub.course_id
    if not root.is_dir():
        return Finding(False, f"there is no exchange: install -d -m 1777 {root}")
    if not os.access(root, os.W_OK | os.X_OK):  # nbgrader asks for both, and does neither
        return Finding(False, f"{root} can't be written from here: chmod 1777 {root}")
    if not course.is_dir():
        return Finding(True, f"{root} is open; nothing is released in it yet")
    if not os.access(course / "inbound", os.W_OK | os.X_OK):
        return Finding(False, f"nothing can be handed in: chmod 2733 {course / 'inbound'}")
    if not os.access(course / "outbound", os.R_OK | os.X_OK):
        return Finding(False, f"nothing can be fetched: chmod 755 {course / 'outbound'}")
    released = sorted(path.name for path in (course / "outbound").iterdir())
    return Finding(
        True, f"{course} gives {', '.join(released) or 'nothing yet'} and takes hand-ins"
    )


def _hand_ins(hub: Hub, directory: CourseDirectory) -> Finding:
    lost = [name for name in NOT_HANDED_IN if name not in directory.ignore]
    if not lost and directory.max_file_size <= LARGEST:
        return Finding(
            True, "only what belongs to a notebook is handed in: no lib/, no kit, no large file"
        )
    what = f"{', '.join(lost)}" if lost else f"files of {directory.max_file_size / 1000:g} MB"
    return Finding(
        False,
        f"{what} would be handed in, too: take CourseDirectory's ignore and max_file_size out of "
        f"nbgrader_config.py here and in ~/.jupyter, or course hub-check {hub.folder} --write",
    )


def switches() -> Mapping[str, bool]:
    """Return which extensions of the server are on or off."""
    manager = ConfigManager(read_config_path=jupyter_config_path())
    return manager.get("jupyter_server_config").get("ServerApp", {}).get("jpserver_extensions", {})


def panels_off() -> Mapping[str, bool]:
    """Return which of Lab's extensions are off."""
    return get_static_page_config(level="all").get("disabledExtensions", {})


def _panels(hub: Hub) -> Finding:
    off = panels_off()
    seen = [name.partition(":")[2] for name in WITHOUT if not off.get(name)]
    gone = [name.partition(":")[2] for name in EXCHANGE if off.get(name)]
    if not seen and not gone:
        return Finding(True, "Lab shows the list of assignments, and no menu of instructors")
    what = f"shows students {', '.join(seen)}" if seen else f"hides {', '.join(gone)}"
    return Finding(
        False,
        f"Lab {what}: course hub-check {hub.folder} --write, and restart the server",
    )


def _switches(hub: Hub) -> Finding:
    found = switches()
    wrong = [name for name, on in SWITCHES.items() if found.get(name, False) is not on]
    if not wrong:
        return Finding(True, "Validate answers as course check does; Formgrader is off")
    what = ", ".join(f"{name} {'off' if SWITCHES[name] else 'on'}" for name in wrong)
    return Finding(False, f"{what}: course hub-check {hub.folder} --write, and restart the server")


def closed_to_me(hub: Hub) -> list[Finding]:
    """Say whether the course's own folder is closed to a student; its owner can't tell from here."""
    with contextlib.suppress(OSError):
        if hub.course.stat().st_uid == os.geteuid() or os.geteuid() == 0:
            return []
    if os.access(hub.course / "source", os.R_OK):
        return [Finding(False, f"solutions can be read from here: chmod go-rwx {hub.course}")]
    return [Finding(True, "the course's own folder is closed")]
