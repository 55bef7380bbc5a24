"""The house of DESIGN.md stands as drawn: who may import whom, and one set of versions."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from autograder.exam.testcell import read_names

PACKAGES = ("lib", "autograder", "course")
ALLOWED = {"lib": set(), "autograder": set(), "course": {"autograder"}}
EVERYTHING = {"*"}
# Which rooms, or modules at a package's top, a room may import; "." is the top itself.
ROOMS = {
    "autograder": {
        ".": EVERYTHING,
        "cluster": {
            *("errors", "files", "limits", "memory", "notebook", "sandbox", "submission", "tasks"),
            *("verdict", "walk", "workers"),
        },
        "report": {"verdict", "files", "errors", "database"},
        "workers": {"exam", "sandbox", "notebook", "verdict", "limits", "errors"},
        "notebook": {"exam", "limits", "errors"},
        "sandbox": {"limits", "errors"},
        "exam": set(),
    },
    "lib": {
        ".": set(),
        "worlds": set(),
        "pictures": {"worlds", "rollout"},
        "chapters": {"worlds", "pictures", "check", "plain"},
    },
    "course": {
        ".": EVERYTHING,
        "book": {"release", "folder", "progress"},
        "release": {"folder"},
        "student": {"folder", "lab"},
        "instructor": {"release", "folder", "lab"},
        "handout": {"release", "folder", "student", "lab"},
        "handin": set(),
        "marking": {"release"},
    },
}
MOST_LINES = 400
# What tests use of the students' kernel though no student writes it, and why a lie about it is no use.
PROPS = {
    ("dqn", "loss_and_gradient"): "a tape records where the loss runs; it is measured with another",
    ("dqn", "tiny_network"): "updates change variables beside them; what it computes is checked",
    ("dqn", "compiled_call"): "compiles where the update is; an update goes its way only compiled",
    ("muzero", "by_tensorflow"): "compiles where the function is; what it gives is checked",
    (
        "muzero",
        "loss_of",
    ): "a loss of tensors is computed where it is written; what it says is checked",
    ("muzero", "slopes_of"): "a tape records where the loss runs; what it says is checked",
    ("pixels", "loss_and_slopes"): "a tape records where the loss runs; what it says is checked",
    ("policy_gradients", "policy_network"): "a tape records where it runs; its weights are drawn",
}
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda
LONGEST_SHOWCASE = 15  # lines in sight of a cell that only shows something


def modules(repo: Path, package: str) -> list[Path]:
    return sorted((repo / package).rglob("*.py"))


def imported_packages(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level name of everything imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(repo: Path, package: str) -> None:
    forbidden = {*PACKAGES, "tests"} - ALLOWED[package] - {package}
    strays = [
        f"{path.relative_to(repo)} imports {name}"
        for path in modules(repo, package)
        for name in imported_packages(ast.parse(path.read_text(encoding="utf-8")))
        if name in forbidden
    ]
    assert not strays


@pytest.mark.parametrize(("package", "room"), [(p, r) for p in ROOMS for r in ROOMS[p]])
def test_rooms_import_as_drawn(repo: Path, package: str, room: str) -> None:
    allowed = ROOMS[package][room]
    if allowed is EVERYTHING:
        return
    strays = [
        f"{path.relative_to(repo)} imports {name}"
        for path in modules(repo, package)
        if room_of(path, repo) == room
        for name in imported_modules(path, repo)
        if name.startswith(f"{package}.")
        and (place := name.split(".")[1]) not in allowed | {room}
        and not (room == "." and place not in ROOMS[package])  # its neighbour at the top
    ]
    assert not strays


@pytest.mark.parametrize("package", ROOMS)
def test_every_room_is_drawn_and_says_what_lives_there(repo: Path, package: str) -> None:
    rooms = {room_of(path, repo) for path in modules(repo, package)}
    assert rooms == set(ROOMS[package])
    for room in rooms - {"."}:
        told = ast.get_docstring(ast.parse((repo / package / room / "__init__.py").read_text()))
        assert told, f"{package}/{room}"
        assert len(told.splitlines()) >= 3, (
            f"{package}/{room}: what, who calls it, what it may touch"
        )


@pytest.mark.parametrize("package", PACKAGES)
def test_no_modules_import_each_other_in_a_circle(repo: Path, package: str) -> None:
    arrows = {
        dotted(path, repo): set(imported_modules(path, repo)) for path in modules(repo, package)
    }
    while free := {name for name, to in arrows.items() if not to & (arrows.keys() - {name})}:
        arrows = {name: to for name, to in arrows.items() if name not in free}
    assert not arrows, "these import each other, or what does"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_is_longer_than_can_be_read_in_one_sitting(repo: Path, package: str) -> None:
    lines = {
        str(p.relative_to(repo)): len(p.read_text().splitlines()) for p in modules(repo, package)
    }
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_tests_mirror_the_rooms(repo: Path) -> None:
    for package, rooms in ROOMS.items():
        for room in rooms:
            assert list((repo / "tests" / package / room).glob("test_*.py")), f"{package}/{room}"


def room_of(path: Path, repo: Path) -> str:
    """Return the room of a module, "." for the top of its package."""
    parts = path.relative_to(repo).parts
    return parts[1] if len(parts) > 2 else "."


def dotted(path: Path, repo: Path) -> str:
    """Return the name under which a module is imported."""
    parts = path.relative_to(repo).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(path: Path, repo: Path) -> Iterator[str]:
    """Yield the full name of every module that a module imports, at its top or later.

    What is imported for type checkers only makes no arrow.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_checkers = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_checkers:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                file = repo / Path(*inner.split("."))
                is_module = file.with_suffix(".py").exists() or file.is_dir()
                yield inner if is_module else node.module


def test_notebooks_import_lib_only(repo: Path) -> None:
    line = re.compile(r"^\s*(?:import|from)\s+(autograder|course|tests)\b", re.MULTILINE)
    strays = [
        f"{path.relative_to(repo)}: {found[0].strip()}"
        for path in sorted((repo / "source").rglob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code" and (found := line.search("".join(cell["source"])))
    ]
    assert not strays


@pytest.mark.parametrize("package", PACKAGES)
def test_whatever_is_public_says_what_it_is(repo: Path, package: str) -> None:
    silent = []
    for path in modules(repo, package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [tree, *public(tree)]
        silent += [
            f"{path.relative_to(repo)}: {getattr(node, 'name', 'the module')}"
            for node in nodes
            if not ast.get_docstring(node) and tree.body
        ]
    assert not silent


def public(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the public functions and classes of a module, and the public methods of those classes.

    A method that overrides one of a base class has its docstring there, and a property is a noun:
    the docstring of its class speaks for both.
    """
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef) and not node.bases:
                for inner in node.body:
                    named = isinstance(inner, kinds) and not inner.name.startswith("_")
                    if named and not inner.decorator_list:
                        yield inner


def test_every_chapter_s_title_holds_the_story_s_name_and_the_standard_term(repo: Path) -> None:
    titles = [
        "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]).splitlines()[0]
        for path in sorted((repo / "source").rglob("*.ipynb"))
    ]
    assert titles
    assert [x for x in titles if not re.fullmatch(r"# Chapter \d+ · [^·]+ · [^·]+", x)] == []


def test_every_folded_cell_begins_with_a_line_that_says_what_is_in_it(repo: Path) -> None:
    kinds = "Props|Set-up|Helpers|Picture|Study|Film"
    line = re.compile(rf"# (?:Exercise \d+ · [^:]+|{kinds}): \S.*")
    silent = []
    for path in sorted((repo / "release").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["metadata"].get("jupyter", {}).get("source_hidden"):
                first = "".join(cell["source"]).splitlines()[0]
                if not line.fullmatch(first) or len(first) > 90:
                    silent.append(f"{path.stem}, {cell['id']}: {first}")
    assert not silent


def test_set_up_and_the_long_code_of_pictures_and_studies_open_folded(repo: Path) -> None:
    in_sight = []
    for path in sorted((repo / "source").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            tags, lines = cell["metadata"].get("tags", []), len(cell["source"])
            long = "showcase" in tags and lines > LONGEST_SHOWCASE
            if (long or cell["id"].endswith("-setup")) and "folded" not in tags:
                in_sight.append(f"{path.stem}, {cell['id']}: {lines} lines")
    assert not in_sight


def test_visible_checks_are_at_most_twice_as_long_as_what_students_write(repo: Path) -> None:
    for path in sorted((repo / "release").rglob("*.ipynb")):
        to_write = checks = 0
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            lines = sum(bool(line.strip()) for line in "".join(cell["source"]).splitlines())
            if cell["cell_type"] == "code" and mark.get("solution"):
                to_write += lines
            elif cell["cell_type"] == "code" and mark.get("grade"):
                checks += lines
        assert checks <= 2 * to_write, f"{path.stem}: {to_write} lines to write, {checks} of checks"


def test_tests_ask_students_only_for_what_students_write(repo: Path) -> None:
    asked = set()
    for path in sorted((repo / "source").rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [(c["metadata"], "".join(c["source"])) for c in cells if c["cell_type"] == "code"]
        ours_or_theirs = {
            name
            for meta, source in code
            if "setup" in meta.get("tags", []) or meta.get("nbgrader", {}).get("solution")
            for name in bound(ast.parse(source))
        }
        for meta, source in code:
            mark = meta.get("nbgrader", {})
            if mark.get("grade") and not mark.get("solution"):
                strange = set(read_names(source)) - ours_or_theirs
                asked |= {(path.stem, name) for name in strange}
    assert asked == set(PROPS)


def bound(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is defined, imported or assigned anywhere in a cell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


def test_a_fork_server_imports_nothing_that_only_the_grader_needs() -> None:
    named = "[m for m in ('nbformat', 'jsonschema', 'sqlalchemy', 'bleach') if m in sys.modules]"
    code = f"import sys, autograder.workers.warm; print({named})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_what_notebooks_import_of_ours_exists(repo: Path) -> None:
    line = re.compile(
        r"^\s*from (lib[\w.]*) import (\([^)]*\)|[^\n#]+)|^\s*import (lib[\w.]*)", re.MULTILINE
    )
    notebooks = [*(repo / "source").rglob("*.ipynb"), *(repo / "course").rglob("*.ipynb")]
    missing = []
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for module, names, plain in line.findall("".join(cell["source"])):
                found = importlib.import_module(module or plain)
                for name in re.findall(r"(\w+)(?: as \w+)?\s*(?:,|$|\))", names.strip("() \n")):
                    submodule = f"{found.__name__}.{name}"
                    if not hasattr(found, name) and not importlib.util.find_spec(submodule):
                        missing.append(f"{path.relative_to(repo)}: {module}.{name}")
    assert notebooks
    assert not missing


def test_sources_have_no_outputs(repo: Path) -> None:
    executed = [
        f"{path.relative_to(repo)}, cell {number}"
        for path in sorted((repo / "source").rglob("*.ipynb"))
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
        if cell.get("outputs") or cell.get("execution_count")
    ]
    assert not executed


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-atari.lock"])
def test_every_version_is_locked_with_a_hash_and_no_address(repo: Path, name: str) -> None:
    lock = (repo / name).read_text()
    assert "://" not in lock
    assert not re.search(r"^\s*(-i|-f|--\w*index|--find-links|--trusted)", lock, re.MULTILINE)
    entries = re.split(r"\n(?=\S)", lock.strip())
    unhashed = [
        entry.splitlines()[0]
        for entry in entries
        if not entry.startswith("#") and "--hash=sha256:" not in entry
    ]
    assert entries
    assert not unhashed


def test_conda_gets_the_locked_versions_of_every_direct_dependency(repo: Path) -> None:
    environment = yaml.safe_load((repo / "environment.yml").read_text())
    python = next(x for x in environment["dependencies"] if str(x).startswith("python="))
    pinned = next(x["pip"] for x in environment["dependencies"] if isinstance(x, dict))
    conda = dict(parts(line) for line in pinned if not line.startswith("-"))

    project = tomllib.loads((repo / "pyproject.toml").read_text())["project"]
    direct = sum(project["optional-dependencies"].values(), project["dependencies"])
    names = {canonical(re.split(r"[\[<>=!~; ]", line)[0]) for line in direct}
    locked = versions_for(python.partition("=")[2], (repo / "requirements.lock").read_text())

    assert conda == {name: locked[name] for name in names}


def test_what_is_under_the_gpl_is_one_package_that_can_be_left_out(repo: Path) -> None:
    project = tomllib.loads((repo / "pyproject.toml").read_text())
    (wanted,) = project["dependency-groups"]["atari"]
    apart = versions_for("3.12", (repo / "requirements-atari.lock").read_text())
    assert apart == dict([parts(wanted)])  # nothing is chosen anew beside it
    assert not apart.keys() & versions_for("3.12", (repo / "requirements.lock").read_text()).keys()
    told = (repo / "environment.yml").read_text()
    assert "--no-deps -r requirements-atari.lock" in told
    assert wanted not in told


def test_only_its_chapter_imports_the_package_that_may_be_left_out(repo: Path) -> None:
    group = {p for package in PACKAGES for p in modules(repo, package)}
    at_home = {repo / "lib/worlds/ms_pacman.py", *(repo / "lib/chapters").glob("ms_pacman*.py")}
    strays = [
        str(path.relative_to(repo))
        for path in sorted(group - at_home)
        if "ale_py" in imported_packages(ast.parse(path.read_text(encoding="utf-8")))
    ]
    line = re.compile(
        r"^\s*(?:import|from)\s+ale_py\b|lib\.\w+(?:\.| import )ms_pacman", re.MULTILINE
    )
    strays += [
        path.stem
        for path in sorted((repo / "source").rglob("*.ipynb"))
        if path.stem != "ms_pacman"
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code" and line.search("".join(cell["source"]))
    ]
    assert strays == []


def parts(requirement: str) -> tuple[str, str]:
    name, _, version = requirement.partition("==")
    return canonical(name.partition("[")[0]), version


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def versions_for(python: str, lock: str) -> dict[str, str]:
    """Return the locked version of every package for one version of Python."""
    minor = tuple(map(int, python.split(".")))
    found = {}
    for line in re.findall(r"^(\S+==.*?) ?\\?$", lock, re.MULTILINE):
        requirement, _, marker = line.partition(";")
        bound = re.search(r"python_full_version (<|>=) '(\d+)\.(\d+)", marker)
        if bound:
            other = (int(bound[2]), int(bound[3]))
            if (minor < other) != (bound[1] == "<"):
                continue
        name, version = parts(requirement.strip())
        found[name] = version
    return found


def bound_by(statement: ast.stmt) -> set[str]:
    """Return the names that a statement at the top of a cell gives a value."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    inner = {
        n
        for part in ast.walk(statement)
        if isinstance(part, COMPREHENSIONS)
        for n in ast.walk(part)
    }
    names = (n for n in ast.walk(statement) if isinstance(n, ast.Name) and n not in inner)
    return {n.id for n in names if isinstance(n.ctx, ast.Store)}


def taken_over(source: str) -> tuple[set[str], set[str], set[str]]:
    """Return what a cell takes over from those above, what it binds, and what of this others may call any time."""
    reads, binds, lasting = set(), set(), set()
    for statement in ast.parse(source).body:
        loaded = set(read_names(ast.unparse(statement)))
        made = bound_by(statement)
        reads |= loaded - binds
        binds |= made
        if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            lasting |= made
        lasting |= {name for name in made if len(name) > 1 and name.isupper()}
    return reads, binds, lasting


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[1] / "source").glob("*/*.ipynb")),
    ids=lambda path: path.stem,
)
def test_no_test_takes_a_name_that_the_notebook_needs(path: Path) -> None:
    """Grading would not notice: there tests have names of their own. Who runs the whole notebook would."""
    cells = [
        cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"
    ]
    owner: dict[str, str] = {}
    lasting: set[str] = set()
    spoilt: dict[str, str] = {}
    for cell in cells:
        source = "".join(line for line in cell["source"] if not line.lstrip().startswith("%"))
        reads, binds, calls = taken_over(source)
        if cell["metadata"].get("nbgrader", {}).get("grade", False):
            for name in binds & lasting:
                raise AssertionError(f"{cell['id']} takes the name {name} from {owner[name]}")
            spoilt |= dict.fromkeys(binds & owner.keys(), cell["id"])
            continue
        for name in reads & spoilt.keys():
            raise AssertionError(
                f"{cell['id']} reads {name} of {owner[name]}, which {spoilt[name]} took"
            )
        owner |= dict.fromkeys(binds, cell["id"])
        lasting |= calls
        spoilt = {name: test for name, test in spoilt.items() if name not in binds}
