"""A JupyterHub for a class: what it is told reaches everybody, and whatever is missing is named. The hub itself is in `tests/bench/hub.py`."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_core.paths import jupyter_config_dir
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import BadSource
from course import cli
from course.handout.hub import look_as_instructor, look_at_students, write_hub
from course.handout.kit import build_kit
from course.instructor.samples import fill_solutions
from course.release.build import release
from course.student.hub import Finding, Hub, NoHub, configured, exchange, find_hub, kernel
from tests.course.handout.test_kit import small_course
from tests.course.kit_home import StudentHome, link_packages, set_up

HERE = Path(sys.executable)


@pytest.fixture
def machine() -> Iterator[Path]:
    """Return a folder that everybody can get to, as on a hub's machine; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="hub-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def hub(course: Path, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """Return a hub that was told of the tiny course, with all as it should be."""
    root = machine / "course"
    shutil.copytree(course, root)
    root.chmod(0o700)
    (machine / "exchange").mkdir()
    (machine / "exchange").chmod(0o1777)
    monkeypatch.chdir(os.environ["HOME"])
    return tell(root, machine)


def tell(root: Path, machine: Path, **options: object) -> Hub:
    told = {"instructors": ["prof"], "exchange": machine / "exchange", "students_python": HERE}
    return write_hub(root, machine / "rl-hub", **told | options)


def wrong(findings: Iterator[Finding] | list[Finding]) -> list[str]:
    """Return the lines that say what is missing: here, at least that this environment has no JupyterHub."""
    return [f.line for f in findings if not f.fine and "jupyterhub" not in f.line]


def configuration(path: Path) -> Config:
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def test_the_fragment_gives_students_and_instructors_what_is_theirs_and_keeps_what_the_hub_had(
    hub: Hub, machine: Path
):
    own = machine / "jupyterhub_config.py"
    own.write_text(
        "c = get_config()\n"
        "c.Spawner.environment = {'LANG': 'de_DE.UTF-8'}\n"
        "c.Spawner.group_overrides = {'own': {}}\n"
        "c.JupyterHub.load_groups = {'staff': {'users': ['boss']}}\n"
        f"load_subconfig({str(hub.folder / 'jupyterhub_config.py')!r})\n"
    )
    config = configuration(own)
    spawner = config.Spawner
    assert spawner.cmd == [str(HERE.with_name("jupyterhub-singleuser"))]
    assert spawner.environment["LANG"] == "de_DE.UTF-8"
    assert spawner.environment["JUPYTER_CONFIG_PATH"] == str(hub.folder / "students")
    assert spawner.environment["PATH"].split(":")[0] == str(HERE.parent)
    assert config.JupyterHub.load_groups == {
        "staff": {"users": ["boss"]},
        "formgrade-tiny": {"users": ["prof"]},
    }
    assert "own" in spawner.group_overrides
    told = spawner.group_overrides["formgrade-tiny"]
    assert told["groups"] == ["formgrade-tiny"]
    assert told["spawner_override"]["notebook_dir"] == str(hub.course)
    of_instructors = told["spawner_override"]["environment"]["JUPYTER_CONFIG_PATH"]
    assert of_instructors == str(hub.folder / "instructors")
    assert "frame-ancestors" not in json.dumps({**config.JupyterHub, **spawner}, default=str)


def test_everybody_can_read_what_the_hub_is_told_whatever_the_umask(course: Path, machine: Path):
    before = os.umask(0o077)
    try:
        hub = tell(course, machine)
    finally:
        os.umask(before)
    for path in [hub.folder, *hub.folder.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_told_again_it_keeps_what_is_left_out(hub: Hub):
    again = write_hub(hub.course, hub.folder, instructors=(), exchange=None, students_python=None)
    assert again == hub


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"instructors": ()}, "Who grades"),
        ({"students_python": Path("/opt/none/bin/python")}, "/opt/none/bin/python is not here"),
    ],
)
def test_what_is_not_known_is_asked_for_and_nothing_is_written(
    course: Path, machine: Path, options: dict, what: str
):
    with pytest.raises(BadSource, match=what):
        tell(course, machine, **options)
    assert not (machine / "rl-hub").exists()


def test_a_course_without_a_name_is_asked_for_one(course: Path, machine: Path):
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(BadSource, match="course_id"):
        tell(course, machine)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"course_id": "x"}'])
def test_settings_that_are_lost_or_broken_are_one_line(machine: Path, capsys, content: str | None):
    if content is not None:
        (machine / "hub.json").write_text(content)
    assert cli.main(["hub-check", str(machine)]) == 1
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert f"course hub-check {machine} --write" in error


def test_without_a_hub_it_says_where_to_look(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(NoHub, match="course hub-check FOLDER"):
        find_hub(None)
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ada/")
    with pytest.raises(NoHub, match=r"jupyterhub\.md"):
        find_hub(None)


def test_on_a_server_of_the_hub_it_finds_the_settings_by_itself(hub: Hub, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", f"/nowhere:{hub.folder / 'students'}")
    assert find_hub(None) == hub


def test_where_all_is_right_no_line_asks_for_anything(hub: Hub):
    assert wrong([*configured(hub), exchange(hub)]) == []
    assert wrong(look_as_instructor(hub)) == []


def in_home(text: str) -> Callable[[Hub], None]:
    """Return what writes an nbgrader_config.py into the folder where a student's server runs."""
    return lambda _: (
        (Path.home() / "nbgrader_config.py").write_text(f"c = get_config()\n{text}\n") and None
    )


def gone(*names: str) -> Callable[[Hub], None]:
    return lambda hub: [shutil.rmtree(hub.folder / name) for name in names] and None


STUDENT_FAULTS = {
    "another course": (in_home("c.CourseDirectory.course_id = 'x'"), "nbgrader's course is 'x'"),
    "another exchange": (in_home("c.Exchange.root = '/x'"), "nbgrader's exchange is /x"),
    "lib is handed in": (in_home("c.CourseDirectory.ignore = []"), "lib, autograder, course"),
    "films are handed in": (in_home("c.CourseDirectory.max_file_size = 90_000"), "90 MB"),
    "a broken file": (in_home("oops"), "NameError: name 'oops' is not defined"),
    "menus": (gone("students/labconfig"), "course-list, create-assignment, formgrader"),
    "Validate": (gone("students/jupyter_server_config.d"), "course.student.validate off"),
}


@pytest.mark.parametrize("fault", STUDENT_FAULTS)
def test_what_a_student_lacks_is_one_line_that_says_what_to_do(hub: Hub, fault: str):
    spoil, what = STUDENT_FAULTS[fault]
    spoil(hub)
    (line,) = wrong(configured(hub))
    assert what in line
    assert "course hub-check" in line or "mend" in line


def mode(name: str, bits: int) -> Callable[[Hub], None]:
    return lambda hub: (hub.folder.parent / name).chmod(bits)


def released(hub: Hub) -> None:
    (hub.exchange / "tiny" / "inbound").mkdir(parents=True)
    (hub.exchange / "tiny" / "outbound").mkdir()


INSTRUCTOR_FAULTS = {
    "no exchange": (lambda hub: hub.exchange.rmdir(), "there is no exchange; as root: install -d"),
    "closed to students": (mode("exchange", 0o755), "not open to everybody (mode 755): chmod 1777"),
    "open to a coup": (mode("exchange", 0o777), "chmod +t"),
    "out of reach": (mode("", 0o700), "can't get to"),
    "no hand-ins": (released, "inbound is not as nbgrader makes it: install -d -m 2733"),
    "solutions in the open": (mode("course", 0o755), "students can read source"),
    "no Formgrader": (
        gone("instructors/jupyter_server_config.d"),
        "course.instructor.framed, course.instructor.rested off",
    ),
    "no course": (
        lambda hub: (hub.folder / "instructors/nbgrader_config.py").unlink(),
        "Formgrader looks for the course in",
    ),
}


@pytest.mark.parametrize("fault", INSTRUCTOR_FAULTS)
def test_what_an_instructor_lacks_is_a_line_that_says_what_to_do(hub: Hub, fault: str):
    spoil, what = INSTRUCTOR_FAULTS[fault]
    spoil(hub)
    found = wrong(look_as_instructor(hub))
    assert any(what in line for line in found), found
    assert len(found) == (3 if fault == "no course" else 1), found


@pytest.mark.parametrize(
    ("role", "asked", "todo"),
    [
        (None, "students", "load_subconfig("),
        ("students", "students", None),
        ("instructors", "instructors", None),
        ("students", "instructors", "--instructors"),
    ],
)
def test_a_server_that_the_hub_told_nothing_or_another_role_s_is_noticed(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, role: str | None, asked: str, todo: str | None
):
    from course.student.hub import started_with

    assert started_with(hub, asked) == []
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ada/")
    if role:
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(hub.folder / role))
    (found,) = started_with(hub, asked)
    assert found.fine is (todo is None)
    assert todo is None or todo in found.line


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> StudentHome:
    """Return the students' environment: the kit, set up, and nothing else of the course."""
    folder, repo = tmp_path_factory.mktemp("kit"), Path(__file__).resolve().parents[3]
    student = set_up(folder / "home", build_kit(repo, ["bandits"], folder).path)
    student.install(student.wheel)
    return student


def test_the_kernel_that_notebooks_get_is_asked_for_lib_whatever_lies_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repo: Path
):
    monkeypatch.chdir(repo)
    assert wrong(kernel()) == []
    link_packages(tmp_path / "bare")
    spec = tmp_path / "share" / "kernels" / "python3"
    spec.mkdir(parents=True)
    line = [
        str(tmp_path / "bare/bin/python"),
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}",
    ]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": line, "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    (found,) = wrong(kernel())
    assert "ModuleNotFoundError: No module named 'lib'" in found
    assert "pip install -r requirements.txt" in found


def test_the_students_own_python_is_asked_and_an_older_kit_noticed(
    repo: Path, machine: Path, student: StudentHome
):
    root = small_course(repo, machine / "course")
    (machine / "exchange").mkdir()
    (machine / "exchange").chmod(0o1777)
    hub = tell(root, machine, students_python=student.python)
    found = list(look_at_students(hub, None))
    assert wrong(found) == []
    lines = "\n".join(map(str, found))
    for promise in (
        "have the kit that the course gives",
        "notebooks import lib",
        "Validate answers",
    ):
        assert promise in lines
    with (root / "lib/check.py").open("a") as stream:
        stream.write("\n# newer\n")
    (found,) = wrong(look_at_students(hub, None))
    assert "and the course is" in found
    assert "course kit" in found


def test_students_without_the_kit_are_noticed(hub: Hub, tmp_path: Path):
    link_packages(tmp_path / "bare")
    bare = tell(hub.course, hub.folder.parent, students_python=tmp_path / "bare/bin/python")
    shutil.copytree(Path(__file__).resolve().parents[3] / "lib", hub.course / "lib")
    for name in ("course", "autograder", "pyproject.toml"):
        (hub.course / name).symlink_to(Path(__file__).resolve().parents[3] / name)
    (found,) = wrong(look_at_students(bare, None))
    assert "students have no lib" in found


def test_only_root_looks_with_a_student_s_eyes_and_only_at_one_who_is_there(hub: Hub, capsys):
    assert cli.main(["hub-check", str(hub.folder), "--student", "nobody-of-this-name"]) == 1
    said = capsys.readouterr()
    assert "knows no 'nobody-of-this-name'" in said.err
    assert said.out == ""


class Person:
    """Somebody with a home on the hub, whose server the hub started with a role's settings."""

    def __init__(self, home: Path, hub: Hub, role: str) -> None:
        home.mkdir()
        self.home, self.settings = home, hub.folder / role

    def says(self, *command: object, cwd: Path | None = None) -> str:
        """Run a command as in a terminal of Lab; return what it said."""
        done = subprocess.run(
            [HERE, "-m", *map(str, command)],
            cwd=cwd or self.home,
            env={
                "HOME": str(self.home),
                "PATH": f"{HERE.parent}:/usr/bin:/bin",
                "JUPYTER_CONFIG_PATH": str(self.settings),
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_from_release_to_feedback_through_the_exchange_with_nothing_but_the_hub_s_settings(
    hub: Hub, machine: Path
):
    release(hub.course, "tiny")
    prof = Person(machine / "prof", hub, "instructors")
    students = {name: Person(machine / name, hub, "students") for name in ("ada", "bert")}
    prof.says("nbgrader", "release_assignment", "tiny")
    for name, student in students.items():
        student.says("nbgrader", "fetch_assignment", "tiny")
        place = student.home / "tiny"
        nb = nbformat.read(place / "tiny.ipynb", as_version=4)
        if name == "ada":
            fill_solutions(nb, nbformat.read(hub.course / "source/tiny/tiny.ipynb", as_version=4))
        nbformat.write(nb, place / "tiny.ipynb")
        (place / "lib").mkdir()
        (place / "lib" / "check.py").write_text("everything = 'is right'")
        (place / "film.mp4").write_bytes(bytes(25_000_000))
        (place / "notes.txt").write_text("mine")
        student.says("nbgrader", "submit", "tiny", f"--student={name}")
    inbound = hub.exchange / "tiny" / "inbound"
    assert {p.name for p in inbound.glob("ada+tiny+*/*")} == {
        *("tiny.ipynb", "notes.txt", "timestamp.txt", "submission_secret.txt")
    }
    prof.says("course", "--course", hub.course, "collect", inbound)
    prof.says("course", "--course", hub.course, "grade", "tiny")
    prof.says("course", "--course", hub.course, "report", "tiny", "--csv", prof.home / "points.csv")
    prof.says("nbgrader", "release_feedback", "tiny")
    pages = {}
    for name, student in students.items():
        student.says("nbgrader", "fetch_feedback", "tiny", f"--student={name}")
        (page,) = (student.home / "tiny" / "feedback").rglob("*.html")
        pages[name] = page.read_text(encoding="utf-8")
    assert "squared" in pages["ada"], "what only she has written"
    assert "squared" not in pages["bert"]
    with (prof.home / "points.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    points = {
        name: sum(float(r["points"] or 0) for r in rows if r["student"] == name)
        for name in students
    }
    assert points["ada"] == 3
    assert points["bert"] == 0
    assert len(list((hub.exchange / "tiny" / "feedback").iterdir())) == 2
    assert wrong([*look_as_instructor(hub), *configured(hub), exchange(hub)]) == []
    assert not Path(jupyter_config_dir()).exists(), "nothing was needed in anybody's home"


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture
def server(hub: Hub) -> Iterator[Callable[[str], Callable[[str], tuple[int, str]]]]:
    """Return a way to start a role's server as a hub does, and to ask a page for its status and its policy."""
    running = []

    def start(role: str) -> Callable[[str], tuple[int, str]]:
        policy = {"headers": {"Content-Security-Policy": "frame-ancestors 'none'"}}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [
                *(HERE, "-m", "jupyterlab", "--allow-root", "--no-browser", f"--port={port}"),
                f"--ServerApp.tornado_settings={policy!r}",
                "--IdentityProvider.token=secret",
                "--LanguageServerManager.autodetect=False",
                f"--ServerApp.root_dir={hub.course}",
            ],
            cwd=os.environ["HOME"],
            env={**os.environ, "JUPYTER_CONFIG_PATH": str(hub.folder / role)},
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        address = f"127.0.0.1:{port}"
        while not listens(port):
            assert process.poll() is None, "it ended before it listened"
            time.sleep(0.2)

        def ask(page: str) -> tuple[int, str]:
            try:
                with urllib.request.urlopen(f"http://{address}{page}?token=secret") as answer:
                    return answer.status, answer.headers["Content-Security-Policy"]
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.headers["Content-Security-Policy"]

        return ask

    yield start
    for process in running:
        process.terminate()
        process.wait(60)


@pytest.mark.slow
def test_formgrader_s_pages_may_be_framed_by_their_own_origin_and_no_other_page_by_anything(server):
    ask = server("instructors")
    assert ask("/formgrader/manage_assignments") == (200, "frame-ancestors 'self'")
    for page in ("/lab", "/formgraders-of-others", "/lab/formgrader/x"):
        assert "frame-ancestors 'none'" in ask(page)[1]
    status, policy = ask("/files/nbgrader_config.py")
    assert status == 200
    assert policy.startswith("frame-ancestors 'none'; sandbox")


@pytest.mark.slow
def test_a_student_s_server_has_no_formgrader_and_the_list_of_assignments(server):
    ask = server("students")
    assert ask("/formgrader/manage_assignments")[0] == 404
    assert ask("/formgraders")[0] == 404
    assert ask("/courses")[0] == 200
