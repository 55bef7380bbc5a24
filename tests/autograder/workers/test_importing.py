"""Wherever the product and its packages lie, confined processes import what the grader does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from autograder.errors import SandboxUnavailable
from autograder.workers import forkserver, importing
from tests.autograder.notebooks import ANSWERS, handed_in, make_course, source, write

REPO = Path(__file__).resolve().parents[3]
PACKAGES = sysconfig.get_path("purelib")
GRADE = """
import json, sys
from pathlib import Path
from autograder.grade import grade_assignment
(result,) = grade_assignment(Path(sys.argv[1]), "tiny")
print(json.dumps({v.grade_id: [v.points, v.message, v.got] for v in result.verdicts}))
"""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Return folders, all of them on the search path, by what they are."""
    course = tmp_path / "courses/mine"
    found = {
        "current": tmp_path / "current",
        "script": tmp_path / "bin",
        "home": tmp_path / "home",
        "above the course": tmp_path / "courses",
        "course": course,
        "instructor's copies": course / "source",
        "beside a copy": course / "source/tiny",
        "of a student": course / "submitted/anna/tiny",
        "helpers in the course": course / "helpers",
        "by PYTHONPATH": tmp_path / "packages",
        "of the user": tmp_path / "home/.local/lib/python3/site-packages",
    }
    for path in found.values():
        path.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(found["current"])
    monkeypatch.setenv("HOME", str(found["home"]))
    monkeypatch.setattr(sys, "argv", [str(found["script"] / "grade"), "x"])
    monkeypatch.setattr(sys, "path", ["", *map(str, found.values()), str(tmp_path / "missing")])
    return found


def test_the_search_path_is_the_grader_s_but_for_where_it_stands(places):
    known = {str(path): name for name, path in places.items()}
    names = [known[entry] for entry in importing.search_path()]
    assert names == [name for name in known.values() if name not in ("current", "script")]


def test_no_folder_is_shown_that_holds_the_class_or_the_home_folder(places):
    course = places["course"]
    private = [course / name for name in ("source", "submitted", "gradebook.db")]
    known = {str(path): name for name, path in places.items()}
    shown = {known[entry] for entry in importing.shown_folders(private)}
    assert shown == {"helpers in the course", "by PYTHONPATH", "of the user"}


def test_readable_packages_and_modules_are_found_and_others_are_not(tmp_path: Path):
    for name, file in {"pack": "__init__.py", "folder": "x.py", ".": "single.py"}.items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_text("")
    readable = [str(tmp_path / name) for name in ("pack", "folder", "single.py")]
    finder = importing.Readable(readable)
    assert finder.find_spec("pack", None).submodule_search_locations == [str(tmp_path / "pack")]
    assert finder.find_spec("single", None).origin == str(tmp_path / "single.py")
    assert finder.find_spec("folder", None) is None
    assert finder.find_spec("pack", ["/elsewhere"]) is None


def bare_python(folder: Path, *, packages: str, user: bool = False) -> str:
    """Make a Python without the product, which finds all other packages by a ``.pth`` file."""
    options = ["--system-site-packages"] if user else []
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", *options, folder], check=True, timeout=60
    )
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "folders.pth").write_text(f"{packages}\n")
    return str(folder / "bin/python")


def put_product(folder: Path) -> Path:
    """Copy what grading needs, and a package that the notebook imports, into a folder."""
    for name in ("autograder", "lib"):
        shutil.copytree(REPO / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "wings").mkdir()
    (folder / "wings/__init__.py").write_text("from wings.span import span\n")
    (folder / "wings/span.py").write_text("def span(): return 2\n")
    return folder


@pytest.mark.timeout(240)
@pytest.mark.parametrize("where", ["PYTHONPATH", "a .pth file", "the user's own", "the course"])
def test_a_class_is_graded_wherever_the_product_lies(tmp_path: Path, where: str):
    """The student's code, the tests and their set-up import from there; the class stays unseen."""
    course = tmp_path / "course"
    course.mkdir()
    nb = source()
    nb.cells[0].source += "\nfrom lib import check\nimport wings"
    make_course(course, {})
    write(course / "source/tiny/tiny.ipynb", nb)
    looking = f"import os\nfound = os.path.exists({str(course / 'source/tiny/tiny.ipynb')!r})\n"
    mine = handed_in(
        ANSWERS["right"]
        | {"mean": f"{looking}import wings\ndef mean(xs): return wings.span() + found"}
    )
    mine.cells[0].source = nb.cells[0].source
    write(course / "submitted/anna/tiny/tiny.ipynb", mine)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages, user = PACKAGES, where == "the user's own"
    product = {
        "PYTHONPATH": tmp_path / "product",
        "a .pth file": tmp_path / "product",
        "the user's own": tmp_path / f".local/lib/{version}/site-packages",
        "the course": course,
    }[where]
    put_product(product)
    if where == "a .pth file":
        packages += f"\n{product}"
    elif not user:
        environment["PYTHONPATH"] = str(product)
    readable = f'\nc.SandboxedExecute.readable = ["{product}/lib", "{product}/wings"]\n'
    if where == "the course":
        with (course / "nbgrader_config.py").open("a") as file:
            file.write(readable)
    done = subprocess.run(
        [bare_python(tmp_path / "venv", packages=packages, user=user), "-c", GRADE, str(course)],
        env=environment,
        cwd=course,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    verdicts = json.loads(done.stdout.splitlines()[-1])
    assert {name: v[0] for name, v in verdicts.items()} == {
        "mean-tests": 2.0,
        "draw-tests": 3.0,
        "why": None,
    }, verdicts


def test_what_cannot_be_confined_either_way_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forkserver, "support", lambda _: (False, "not here"))
    monkeypatch.setattr(forkserver, "_try", lambda _, namespaces: (namespaces, "can't read Python"))
    with pytest.raises(SandboxUnavailable, match=r"^can't read Python$"):
        forkserver.namespaces_for("/nowhere")
