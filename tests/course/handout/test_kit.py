"""The kit: what is in it, what never is, and a student's first steps with nothing but it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement

from autograder.errors import BadSource, UnknownAssignment
from autograder.grade import grade_assignment
from course.handout import parts
from course.handout.kit import INSTALL_ID, build_kit
from course.instructor.samples import fill_solutions
from course.release.build import release
from tests.course.kit_home import StudentHome, set_up

ASSIGNMENT = "bandits"
IN_TEST, IN_SOLUTION = "canary_qfhwzu", "canary_mxlvpb"


def small_course(repo: Path, root: Path) -> Path:
    """Copy what a kit is made of: one assignment, and the code."""
    for name in ("lib", "course", "autograder"):
        shutil.copytree(repo / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "nbgrader_config.py", "requirements.lock"):
        shutil.copy(repo / name, root)
    shutil.copytree(repo / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    release(root, ASSIGNMENT)
    return root


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the kit of two assignments, once."""
    repo = Path(__file__).resolve().parents[3]
    return build_kit(repo, [ASSIGNMENT, "dqn"], tmp_path_factory.mktemp("out") / "kit.zip").path


@pytest.fixture(scope="module")
def student(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> StudentHome:
    """Return a home where the kit was unzipped, the packages but not yet the wheel installed."""
    return set_up(tmp_path_factory.mktemp("home"), zipped)


def contents(zipped: Path) -> dict[str, bytes]:
    """Return every file of a kit, those inside its wheel as well."""
    found = {}
    with zipfile.ZipFile(zipped) as stream:
        for name in stream.namelist():
            found[name] = stream.read(name)
            if name.endswith(".whl"):
                with zipfile.ZipFile(stream.open(name)) as wheel:
                    found |= {f"{name}/{member}": wheel.read(member) for member in wheel.namelist()}
    return found


def test_it_holds_what_students_need_and_nothing_else(zipped: Path):
    files = contents(zipped)
    top = {name for name in files if ".whl/" not in name}
    wheel = next(name for name in top if name.endswith(".whl"))
    assert top == {
        *(
            f"rl-course-kit/{name}"
            for name in ("README.md", "requirements.txt", "environment.yml", "kit.json")
        ),
        *(f"rl-course-kit/release/{name}/{name}.ipynb" for name in (ASSIGNMENT, "dqn")),
        wheel,
    }
    inside = {name.removeprefix(f"{wheel}/") for name in files if name.startswith(f"{wheel}/")}
    assert {
        "lib/check.py",
        "lib/chapters/recommender_diary.npz",
        "course/student/check.py",
    } <= inside
    rooms = {
        "/".join(name.split("/")[:2])
        for name in inside
        if name.startswith(("course/", "autograder/"))
    }
    assert not rooms & {
        "autograder/sandbox",
        "autograder/workers",
        "autograder/report",
        "autograder/grade.py",
    }
    assert not rooms & {"course/instructor", "course/book", "course/release", "course/handout"}


def test_the_same_course_gives_the_same_kit(repo: Path, zipped: Path, tmp_path: Path):
    again = build_kit(repo, [ASSIGNMENT, "dqn"], tmp_path).path
    assert again.name == "rl-course-kit.zip"
    assert again.read_bytes() == zipped.read_bytes()


def test_every_package_it_names_has_what_it_needs_beside_it_with_hashes(zipped: Path):
    text = contents(zipped)["rl-course-kit/requirements.txt"].decode()
    assert "//" not in text  # no address
    blocks = parts.pins_of(text)
    assert {
        "jupyterlab",
        "nbgrader",
        "tensorflow",
        "gymnasium",
        "pygame-ce",
        "tqdm",
    } <= blocks.keys()
    assert not {"sphinx", "pytest", "myst-nb", "ale-py", "msgpack"} & blocks.keys()
    for name, block in blocks.items():
        assert block.count("--hash=sha256:") >= 1, name
        try:
            needs = distribution(name).requires or []
        except ModuleNotFoundError:
            continue  # of another system
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert parts.normal(need.name) in blocks, f"{name} needs {need.name}"
    first = text.splitlines()[0]
    assert re.fullmatch(r"\./peter_rl_course-\S+\.whl \\", first)


def test_a_word_of_a_hidden_test_or_a_solution_is_nowhere_in_it(repo: Path, tmp_path: Path):
    root = small_course(repo, tmp_path / "course")
    path = root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    text = path.read_text(encoding="utf-8")
    marked = text.replace(
        "### BEGIN HIDDEN TESTS\\n", f'### BEGIN HIDDEN TESTS\\n",\n    "{IN_TEST} = 1\\n'
    )
    marked = re.sub(
        r"(### BEGIN SOLUTION[^\"\\]*\\n)", rf'\1",\n    "    {IN_SOLUTION} = 1\\n', marked
    )
    assert marked.count(IN_TEST) > 5 < marked.count(IN_SOLUTION)
    path.write_text(marked, encoding="utf-8")
    release(root, ASSIGNMENT)
    made = build_kit(root, [], tmp_path / "out").path
    for name, content in contents(made).items():
        assert IN_TEST.encode() not in content, name
        assert IN_SOLUTION.encode() not in content, name


@pytest.mark.parametrize("place", ["lib/check.py", "release/bandits/notes.txt"])
@pytest.mark.parametrize("what", ["hidden test", "solution"])
def test_what_would_tell_a_solution_is_refused_and_the_old_kit_stays(
    repo: Path, tmp_path: Path, place: str, what: str
):
    root = small_course(repo, tmp_path / "course")
    (tmp_path / "out").mkdir()
    old = tmp_path / "out" / "rl-course-kit.zip"
    old.write_bytes(b"an older kit")
    source = nbformat.read(root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    texts = {cell.id: cell.source for cell in source.cells}
    if what == "solution":
        copied = texts["bandits-ucb"].partition("### BEGIN SOLUTION")[2].partition("\n")[2]
        copied = copied.partition("    ### END")[0]
    else:
        copied = (
            texts["bandits-ucb-tests"]
            .partition("### BEGIN HIDDEN TESTS\n")[2]
            .partition("### END")[0]
        )
    target = root / ("source/bandits/notes.txt" if place.startswith("release") else place)
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(before + '\n"""\n' + copied + '"""\n', encoding="utf-8")
    if place.startswith("release"):
        shutil.copy(target, root / place)
        with pytest.raises(BadSource, match=r"notes\.txt"):  # `course release` says so already
            build_kit(root, [], tmp_path / "out")
    else:
        with pytest.raises(BadSource, match=rf"whl/lib/check\.py: the {what} of cell bandits-ucb"):
            build_kit(root, [], tmp_path / "out")
    assert old.read_bytes() == b"an older kit"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [old.name]


def test_what_is_not_released_or_unknown_is_said_in_a_line(repo: Path, tmp_path: Path):
    root = small_course(repo, tmp_path / "course")
    with pytest.raises(UnknownAssignment, match="no assignment 'dice'"):
        build_kit(root, ["dice"], tmp_path / "out")
    released = root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    released.write_text(
        released.read_text(encoding="utf-8").replace("Peter", "Petra"), encoding="utf-8"
    )
    with pytest.raises(BadSource, match="course release bandits"):
        build_kit(root, [], tmp_path / "out")
    shutil.rmtree(root / "release")
    with pytest.raises(BadSource, match="Nothing is released yet"):
        build_kit(root, [], tmp_path / "out")


def run_in_kernel(student: StudentHome, folder: Path, *cells: str) -> str:
    """Run cells in a plain IPython kernel of the student's, in a folder, and return what they print."""
    script = (
        "import json, sys\n"
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel()\n"
        "show = lambda m: print(m['content'].get('text') or m['content'].get('evalue') or '')\n"
        "for code in json.load(sys.stdin):\n"
        "    client.execute_interactive(code, output_hook=show, timeout=120)\n"
        "manager.shutdown_kernel(now=True)\n"
    )
    import subprocess

    done = subprocess.run(
        [student.python, "-c", script],
        cwd=folder,
        env={**student.environment(), "PIP_NO_INDEX": "1"},
        input=json.dumps(cells),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_plain_kernel_without_the_repository_gets_lib_from_the_first_cell(
    student: StudentHome, tmp_path: Path
):
    """As on Colab: a kernel that knows packages and no course, a notebook and a wheel side by side."""
    nb = nbformat.read(student.kit / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    texts = {cell.id: cell.source for cell in nb.cells}
    install, setup = texts[INSTALL_ID], texts["bandits-setup"]
    asked = "import lib; print('from', lib.__file__)"
    said = run_in_kernel(student, tmp_path, install, setup)
    assert "peter_rl_course" in said  # the wheel is not there yet, and pip names it
    assert "No module named 'lib'" in said
    shutil.copy(student.wheel, tmp_path)
    said = run_in_kernel(student, tmp_path, install, setup, asked)
    assert f"from {student.kit}" in said, said
    assert "Error" not in said
    assert run_in_kernel(student, tmp_path, install).strip() == ""  # and now it does nothing


def test_check_agrees_with_the_grader_on_a_notebook_of_the_kit(
    student: StudentHome, repo: Path, tmp_path: Path
):
    student.install(student.wheel)
    command = student.python.with_name("course")
    told = student.run(command, "--help").stdout
    assert "course learn" in told
    assert "course grade" not in told
    refused = student.run(command, "grade")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    name = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    source = nbformat.read(repo / "source" / name, as_version=4)
    mine = nbformat.read(student.kit / "release" / name, as_version=4)
    fill_solutions(mine, source)
    for cell in mine.cells:
        if cell.id == "bandits-regret":
            cell.source = "def total_regret(pulls, means):\n    return 0.0"
    place = student.home / "rl-course" / name
    place.parent.mkdir(parents=True)
    nbformat.write(mine, place)
    said = student.run(command, "check", ASSIGNMENT).stdout
    root = small_course(repo, tmp_path / "course")
    handed_in = root / "submitted" / "ada" / name
    handed_in.parent.mkdir(parents=True)
    shutil.copy(place, handed_in)
    (result,) = grade_assignment(root, ASSIGNMENT, jobs=1)
    lost = {v.grade_id for v in result.verdicts if v.status == "failed"}
    assert lost == {"bandits-regret-tests"}
    points = sum(v.points for v in result.verdicts if v.by != "hand")
    assert re.search(rf"\b{points:g}\b", said), said


def test_a_kit_with_other_code_is_installed_over_the_one_before(
    repo: Path, tmp_path: Path, student: StudentHome
):
    student.install(student.wheel)
    root = small_course(repo, tmp_path / "course")
    with (root / "lib" / "check.py").open("a") as module:
        module.write("\nNEWER = True\n")
    again = set_up(tmp_path / "home", build_kit(root, [], tmp_path / "out").path)
    assert again.wheel.name != student.wheel.name
    student.install(again.wheel)
    assert student.run(student.python, "-c", "from lib import check; check.NEWER").returncode == 0
    student.install(student.wheel)
