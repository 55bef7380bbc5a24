"""Submissions that solve nothing: they know the visible checks by heart, and spoil what they are lent.

    python tests/bench/spoilers.py [--most N] [ASSIGNMENT …]

For each assignment, each way to spoil arguments in place (zero, fill, reverse, reseed, or leave them) is
joined with each way to answer (a constant, an argument, zeros like it, an attribute that can be reached
from the arguments in two steps). In such a submission *every* function and method of the solutions
answers the visible checks rightly, from memory, and all other calls in that way. None may pass a graded
test that has a hidden part; prints how many were made, and what passed. A test that passes without one
call that wasn't known asks nothing new, and is listed apart: right so where a student is asked to
construct something, wrong anywhere else.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from autograder.grade import grade_assignment  # noqa: E402
from autograder.limits import Limits  # noqa: E402
from course.folder import assignments_in  # noqa: E402
from course.instructor.samples import Sample, build_submission  # noqa: E402
from course.release import blanks  # noqa: E402
from course.release.build import release  # noqa: E402

SPOILS = ("leave", "zero", "fill", "reverse", "reseed")
ANSWERS = (
    *("0", "0.0", "1", "1.0", "True", "None", "[]", "()"),
    *("argument 0", "argument 1", "zeros like 0", "ones like 0", "zeros like 1"),
    *(f"attribute {number}" for number in range(8)),
)
WAYS = list(product(SPOILS, ANSWERS))
LIMITS = Limits(cell_seconds=20.0, notebook_seconds=120.0)
RECALLED = re.compile(r"^recall ([0-9a-f]{16})$", re.MULTILINE)
SPOILED = re.compile(r"^spoiled$", re.MULTILINE)

MEMORY = '''
import hashlib as _hashlib
import numpy as _np


def _told(value, depth=0):
    """Return what a value looks like, in text that is the same in each run."""
    if isinstance(value, _np.ndarray):
        return f"{value.dtype}{value.shape}{value.tobytes().hex()}"
    if isinstance(value, (list, tuple)) and depth < 4:
        return f"{type(value).__name__}({', '.join(_told(x, depth + 1) for x in value)})"
    if isinstance(value, dict) and depth < 4:
        return str([(_told(k, depth + 1), _told(v, depth + 1)) for k, v in value.items()])
    if value is None or isinstance(value, (bool, int, float, str, _np.generic)):
        return repr(value)
    if isinstance(value, _np.random.Generator):
        return "rng"  # each run lends another: whoever knows the rest by heart knows the call
    if hasattr(value, "numpy"):
        return _told(value.numpy())
    plain = [x for x in _reached(value) if isinstance(x, (int, float, str, _np.ndarray, list, tuple))]
    return f"{type(value).__name__}{_told(plain, depth + 1)}"


def _digest(name, args, kwargs):
    text = f"{name}{_told(args)}{_told(sorted(kwargs.items()))}"
    return _hashlib.sha256(text.encode()).hexdigest()[:16]


def _methods(kind, wrap):
    """Wrap the methods that a class defines; each call is told together with all calls before it."""
    for name, true in list(vars(kind).items()):
        if callable(true) and not isinstance(true, type):
            def method(self, *args, _wrapped=wrap(f"{kind.__name__}.{name}", true), **kwargs):
                return _wrapped(self, *args, **kwargs)
            setattr(kind, name, method)
    return kind


def _remembering(name, true):
    if isinstance(true, type):
        return _methods(true, _remembering)
    def remembered(*args, **kwargs):
        print("recall", _call(name, args, kwargs))
        return true(*args, **kwargs)
    return remembered


def _call(name, args, kwargs):
    """Return the digest of a call; of a method's, with those of all calls of its object before it."""
    if "." not in name:
        return _digest(name, args, kwargs)
    told = _digest(getattr(args[0], "_calls", "") + name, args[1:], kwargs)
    object.__setattr__(args[0], "_calls", told)
    return told


def _spoil(value, how, depth=0):
    try:
        if isinstance(value, _np.ndarray):
            if how == "reverse":
                value[...] = value[::-1].copy()
            else:
                value[...] = 0 if how == "zero" else 1
        elif isinstance(value, list):
            value[:] = value[::-1] if how == "reverse" else [0 if how == "zero" else 1] * len(value)
        elif isinstance(value, dict):
            for key in value:
                value[key] = 0 if how == "zero" else 1
        elif isinstance(value, _np.random.Generator):
            value.bit_generator.state = _np.random.default_rng(0).bit_generator.state
        elif depth < 2 and hasattr(value, "__dict__"):
            for name, inner in list(vars(value).items()):
                if isinstance(inner, (int, float)):
                    vars(value)[name] = 0 if how == "zero" else 1
                else:
                    _spoil(inner, how, depth + 1)
    except Exception:
        pass


def _reached(value, depth=0):
    for name in dir(value):
        if name.startswith("_"):
            continue
        try:
            inner = getattr(value, name)
        except Exception:
            continue
        if callable(inner):
            continue
        yield inner
        if depth == 0 and not isinstance(inner, (int, float, str, _np.ndarray, list, tuple, dict)):
            yield from _reached(inner, 1)


def _answer(given, how):
    kind, _, number = how.partition(" ")
    number = number.rpartition(" ")[2] or number
    if kind not in ("argument", "zeros", "ones", "attribute"):
        return eval(how)
    if kind == "attribute":
        plain = (int, float, str, bool, bytes, type(None))
        objects = [x for x in given if not isinstance(x, (*plain, _np.ndarray, list, tuple, dict))]
        found = [x for thing in objects for x in _reached(thing)]
        return found[int(number)] if int(number) < len(found) else 0
    if int(number) >= len(given):
        return 0
    value = given[int(number)]
    if kind == "argument":
        return value
    try:
        return (_np.zeros_like if kind == "zeros" else _np.ones_like)(value)
    except Exception:
        return 0


def _spoiling(name, true, known, spoil, answer):
    if isinstance(true, type):
        return _methods(true, lambda name, true: _spoiling(name, true, known, spoil, answer))
    def spoiled(*args, **kwargs):
        if _call(name, args, kwargs) in known:
            return true(*args, **kwargs)
        print("spoiled")
        if name.endswith(".__init__"):
            return None
        given = [*args["." in name :], *kwargs.values()]
        found = _answer(given, answer)
        if spoil != "leave":
            for value in given:
                _spoil(value, spoil)
        return found
    return spoiled
'''


def sample(most: int) -> list[tuple[str, str]]:
    """Return some ways, always the same."""
    return random.Random(most).sample(WAYS, most)


def functions_in(source: str) -> list[str]:
    """Return the names of the functions and classes that a cell defines at its top."""
    kinds = ast.FunctionDef | ast.ClassDef
    try:
        return [n.name for n in ast.parse(source).body if isinstance(n, kinds)]
    except SyntaxError:
        return []


def wrapped(released: NotebookNode, source: NotebookNode, wrapper: str) -> NotebookNode:
    """Return the solved notebook with each function of a solution inside ``wrapper(name, function)``."""
    nb = build_submission(Sample("solved", ""), released, source)
    first = True
    for cell in list(nb.cells):
        if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("solution"):
            continue
        lines = [f"{name} = {wrapper.format(name=name)}" for name in functions_in(cell.source)]
        cell.source = (MEMORY if first else "") + cell.source + "\n\n" + "\n".join(lines)
        first = False
    return nb


class Bank:
    """A course folder with one assignment, and what the visible checks ask of its functions."""

    def __init__(self, assignment: str, folder: Path, course: Path = REPO) -> None:
        self.assignment, self.folder, self._from = assignment, folder, course
        self.file = f"{assignment}/{assignment}.ipynb"
        self.source = self._course(folder, visible=False)
        self.released = nbformat.read(folder / "release" / self.file, as_version=4)

    def _course(self, folder: Path, *, visible: bool) -> NotebookNode:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self._from / "nbgrader_config.py", folder)
        source = Path("source", self.assignment)
        shutil.copytree(self._from / source, folder / source)
        path = folder / "source" / self.file
        source = nbformat.read(path, as_version=4)
        if visible:
            for cell in source.cells:
                cell.source = blanks.hide_regions(cell.source, blanks.HIDDEN).visible
            nbformat.write(source, path)
        release(folder, self.assignment)
        return source

    def known(self) -> set[str]:
        """Return the digests of all calls that the visible checks make."""
        place = self.folder / "visible"
        self._course(place, visible=True)
        self.hand_in(
            place, "reader", wrapped(self.released, self.source, "_remembering('{name}', {name})")
        )
        (result,) = grade_assignment(place, self.assignment, limits=LIMITS)
        return {digest for v in result.verdicts for digest in RECALLED.findall(v.printed)}

    def hand_in(self, folder: Path, student: str, nb: NotebookNode) -> None:
        """Hand a notebook in to a course folder."""
        path = folder / "submitted" / student / self.file
        path.parent.mkdir(parents=True)
        nbformat.write(nb, path)

    def passed(self, ways: Sequence[tuple[str, str]]) -> dict[str, dict[str, bool]]:
        """Grade a spoiling submission for each way.

        Returns the tests with hidden parts that passed for each, and whether by a spoiled answer.
        """
        known = sorted(self.known())
        names = {}
        for number, (spoil, answer) in enumerate(ways):
            names[f"s{number:03}"] = f"{spoil}, {answer}"
            wrapper = f"_spoiling('{{name}}', {{name}}, set({known!r}), {spoil!r}, {answer!r})"
            self.hand_in(self.folder, f"s{number:03}", wrapped(self.released, self.source, wrapper))
        results = grade_assignment(self.folder, self.assignment, limits=LIMITS)
        return {
            names[r.student]: {
                v.grade_id: bool(SPOILED.search(v.printed))
                for v in r.verdicts
                if v.status == "passed" and v.hidden
            }
            for r in results
        }


def main() -> int:
    """Print how many submissions were made of each assignment, and what of them passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--most", type=int, help="of the ways to spoil and answer, drawn at random")
    options = parser.parse_args()
    ways = sample(options.most) if options.most else WAYS
    gained = 0
    for assignment in options.assignments or assignments_in(REPO / "source"):
        with tempfile.TemporaryDirectory() as folder:
            passed = Bank(assignment, Path(folder)).passed(ways)
        finds: dict[str, list[str]] = {}
        for way, tests in passed.items():
            for test, spoiled in tests.items():
                finds.setdefault(test if spoiled else f"{test}, asked nothing new", []).append(way)
        gained += sum(any(tests.values()) for tests in passed.values())
        print(f"{assignment}: {len(passed)} spoiling submissions; passed:", "" if finds else "none")
        for test, how in sorted(finds.items()):
            print(f"  {test}: {len(how)} ways, as: {how[0]}", flush=True)
    return 1 if gained else 0


if __name__ == "__main__":
    sys.exit(main())
