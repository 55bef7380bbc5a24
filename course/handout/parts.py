"""Which of our modules students need, and which packages these need: read off the code, not listed by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

OURS = ("lib", "course", "autograder")
# Modules whose functions import what only instructors run: of these, what is imported at the top counts.
DOORS = (
    "course.__main__",
    "course.cli",
    "course.clusters",
    "course.commands",
    "course.hubs",
    "course.warming",
)
STUDENT = "course.student"
# What students start by name, and no module of ours imports.
STARTED = ("ipykernel", "jupyterlab", "nbgrader")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==")
VIA = re.compile(r"^    #(?: via)? +(?P<name>[A-Za-z0-9._-]+)")


def path_of(root: Path, module: str) -> Path:
    """Return the file of one of our modules or packages."""
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def modules_needed(root: Path) -> list[str]:
    """Return the names of our modules that notebooks, ``course learn`` and ``course check`` import, sorted."""
    todo = [*DOORS, *_modules_in(root, "lib"), *_modules_in(root, STUDENT.replace(".", "/"))]
    found: set[str] = set()
    while todo:
        module = todo.pop()
        if module in found or module.partition(".")[0] not in OURS:
            continue
        path = path_of(root, module)
        if not path.is_file():
            continue  # a name in a module, not a module
        found.add(module)
        parts = module.split(".")
        todo += [".".join(parts[:depth]) for depth in range(1, len(parts))]
        todo += imports_of(path.read_text(encoding="utf-8"), everywhere=module not in DOORS)
    return sorted(found)


def all_modules(root: Path, without: str) -> list[str]:
    """Return the names of all our modules but those of one room, sorted."""
    found = {module for package in OURS for module in _modules_in(root, package)}
    return sorted(m for m in found if m != without and not m.startswith(f"{without}."))


def _modules_in(root: Path, folder: str) -> Iterator[str]:
    for path in sorted((root / folder).rglob("*.py")):
        name = path.relative_to(root).with_suffix("").as_posix().replace("/", ".")
        yield name.removesuffix(".__init__")


@cache
def imports_of(code: str, *, everywhere: bool = True) -> frozenset[str]:
    """Return what a module may import when it runs, of ``from a import b`` both a and a.b."""
    todo: list[ast.AST] = list(ast.parse(code).body)
    found: set[str] = set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if everywhere:
            todo += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def owners() -> Mapping[str, list[str]]:
    """Return which distributions a module at the top belongs to, of all that are installed here."""
    return packages_distributions()


def packages_needed(codes: Iterable[str]) -> set[str]:
    """Return the distributions that these modules or cells import and that are installed here, normalised."""
    tops = {name.partition(".")[0] for code in codes for name in imports_of(code)}
    return {normal(owner) for top in tops - set(OURS) for owner in owners().get(top, ())}


def normal(name: str) -> str:
    """Return a distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins_of(lock: str) -> dict[str, str]:
    """Return the block of each package in a hashed lock file, by its normalised name."""
    blocks: dict[str, str] = {}
    name = ""
    for line in lock.splitlines(keepends=True):
        if found := PIN.match(line):
            name = normal(found["name"])
        if name:
            blocks[name] = blocks.get(name, "") + line
    return blocks


def closure(blocks: Mapping[str, str], wanted: Iterable[str]) -> list[str]:
    """Return the wanted packages and all that these need, by what the lock file says of who needs whom."""
    needs: dict[str, set[str]] = {}
    for name, block in blocks.items():
        for line in block.splitlines():
            if found := VIA.match(line):
                needs.setdefault(normal(found["name"]), set()).add(name)
    todo, found = [name for name in wanted if name in blocks], set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += needs.get(name, ())
    return sorted(found)
