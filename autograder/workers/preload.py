"""What a fork server imports before it forks: the heavy packages that an assignment is going to need."""

from __future__ import annotations

import ast
import functools
import importlib.util
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.exam.testcell import parsed

DEFAULT_PRELOAD = ("ipykernel.kernelapp", "numpy", "cloudpickle")
# Where they are imported, or a module of the course's own is: its functions may, when they are called.
COMMON_PRELOAD = ("scipy.special", "scipy.optimize", "matplotlib.pyplot")
HEAVY_PRELOAD = (  # where imported
    "scipy.stats",
    "pandas",
    "sympy",
    "networkx",
    "sklearn",
    "gymnasium",
    "ale_py",
    "cv2",
    "tensorflow",
    "keras",
)
_INSTALLED = tuple(
    Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")
)


def preload_for(sources: Iterable[str], always: tuple[str, ...]) -> tuple[str, ...]:
    """Return what to import before forking kernels for notebooks with these sources.

    That is ``always``, and of the heavy packages those that are here and that the notebooks or the
    course's own modules import. Nothing is imported to find out.
    """
    modules: set[str] = set()
    for source in sources:
        modules |= _named_in(source)
    found: set[str] = set()
    while new := modules - found:
        found |= new
        modules = set().union(*map(_imports_of, new))
    imported = {name.partition(".")[0] for name in found}
    if imported & {"tensorflow", "keras"}:
        imported |= {"tensorflow", "keras"}
    here = [
        module
        for module in HEAVY_PRELOAD
        if module.partition(".")[0] in imported and importlib.util.find_spec(module)
    ]
    plots = imported & {"scipy", "matplotlib"} or any(map(_own, found))
    return (*always, *(COMMON_PRELOAD if plots else ()), *here)


def _named_in(source: str) -> set[str]:
    """Return the modules that a cell imports anywhere, by what they may be called."""
    if "import" not in source:
        return set()
    try:
        return {name for node in ast.walk(parsed(source)) for name in _names(node, "")}
    except SyntaxError:  # whoever runs it will say so
        return set()


def _imports_of(module: str) -> frozenset[str]:
    """Return what a module of the course's own imports while it is imported, its packages included."""
    path = _own(module)
    if path is None:
        return frozenset()
    parent = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return _imports_in(path, parent, path.stat().st_mtime_ns) | {module.rpartition(".")[0]} - {""}


@functools.lru_cache(maxsize=256)
def _imports_in(path: Path, package: str, _changed: int) -> frozenset[str]:
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    return frozenset(name for node in _at_once(tree) for name in _names(node, package))


def _own(module: str) -> Path | None:
    """Return the file of a module that is neither Python's nor an installed package's."""
    top, *rest = module.split(".")
    try:
        spec = importlib.util.find_spec(top)  # of a name without dots: nothing is imported
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.origin or any(map(Path(spec.origin).is_relative_to, _INSTALLED)):
        return None
    base = Path(spec.origin).parent if spec.submodule_search_locations else None
    if base is None:
        return Path(spec.origin) if not rest and spec.origin.endswith(".py") else None
    place = base.joinpath(*rest)
    return next((p for p in (place / "__init__.py", place.with_suffix(".py")) if p.is_file()), None)


def _at_once(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that run when a module is imported: none in functions, none for types."""
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        todo += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
        for handler in getattr(node, "handlers", ()):
            todo += handler.body


def _names(node: ast.AST, package: str) -> Iterator[str]:
    """Yield what an import statement may import; ``package`` is where relative names begin."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*parts, *filter(None, [node.module])])
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)
