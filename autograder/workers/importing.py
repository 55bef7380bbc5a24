"""Where confined processes import from: the same places as the grader, as far as they may see them."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

_PRODUCT = Path(__file__).parents[2]  # the folder that holds this package
# Run with ``python -P -c``: the search path is the grader's, and this package is found wherever it lies.
BOOTSTRAP = f"""
import importlib.util, os, sys
sys.path[:] = sys.argv.pop(1).split(os.pathsep)
if importlib.util.find_spec("autograder") is None:
    sys.path.append({str(_PRODUCT)!r})
from autograder.workers.warm import serve
serve(sys.argv[1], sys.argv[2:])
"""


def search_path(apart: Iterable[str] = ()) -> list[str]:
    """Return where this process imports from: what exists, but neither the current folder nor a script's.

    So it holds what comes by ``PYTHONPATH``, by ``.pth`` files and from the user's own ``site-packages``;
    nothing of what is to stay ``apart``.
    """
    apart = {*apart, os.getcwd(), os.path.dirname(os.path.abspath(sys.argv[0]))}
    entries = (os.path.abspath(entry) for entry in sys.path if entry)
    return list(dict.fromkeys(e for e in entries if os.path.exists(e) and e not in apart))


def shown_folders(private: Iterable[Path]) -> tuple[str, ...]:
    """Return the parts of the search path that notebooks may read.

    No folder that holds something ``private``, the user's home folder or the current one, and none within
    the private ones.
    """
    private = [path.resolve() for path in private]
    around = [*private, Path.home().resolve(), Path.cwd()]
    shown = []
    for entry in search_path():
        path = Path(entry).resolve()
        holds = any(place.is_relative_to(path) for place in around)
        if not holds and not any(path.is_relative_to(place) for place in private):
            shown.append(entry)
    return tuple(shown)


class Readable(MetaPathFinder):
    """Finds the packages and modules that ``readable`` names, whether their folder may be listed or not."""

    def __init__(self, readable: Sequence[str]) -> None:
        self._files = {
            path.stem: path / "__init__.py" if path.is_dir() else path
            for path in map(Path, readable)
            if path.suffix == ".py" or (path / "__init__.py").is_file()
        }

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of that name is, if it is one of them."""
        file = self._files.get(name) if path is None else None
        if file is None:
            return None
        within = [str(file.parent)] if file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, file, submodule_search_locations=within)
