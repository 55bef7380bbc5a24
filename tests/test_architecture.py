"""The house of DESIGN.md stands as drawn: who may import whom, and one set of versions."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

PACKAGES = ("lib", "autograder", "course")
ALLOWED = {"lib": set(), "autograder": set(), "course": {"autograder"}}


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


def test_sources_have_no_outputs(repo: Path) -> None:
    executed = [
        f"{path.relative_to(repo)}, cell {number}"
        for path in sorted((repo / "source").rglob("*.ipynb"))
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
        if cell.get("outputs") or cell.get("execution_count")
    ]
    assert not executed


def test_every_version_is_locked_with_a_hash_and_no_address(repo: Path) -> None:
    lock = (repo / "requirements.lock").read_text()
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
    direct = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {canonical(re.split(r"[\[<>=!~; ]", line)[0]) for line in direct}
    locked = versions_for(python.partition("=")[2], (repo / "requirements.lock").read_text())

    assert conda == {name: locked[name] for name in names}


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
