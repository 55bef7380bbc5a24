"""Somebody else's notebook as a course of its own: laid out, handed in, and graded on both sides."""

from __future__ import annotations

import functools
import itertools
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path

import nbformat
import psutil
from mutations import mutants
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator

HOMEWORK = "homework"
KINDS = ("solved", "untouched", "mutated")
NOBODY = 65534
MUTATED_CELLS, MUTANTS_LOOKED_AT = 5, 40
MB = 1 << 20
BESIDE = 64 * MB  # of files that go with a notebook
WARM = multiprocessing.get_context("forkserver")  # has imported already what graders import
WARM.set_forkserver_preload(["foreign", "autograder.grade", "nbgrader.apps.api"])


def is_test(cell: NotebookNode) -> bool:
    """Say whether a cell is graded by running it."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


def has_tests(path: Path) -> bool:
    """Say whether a file, which may be anything, is a notebook with autograded tests."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:  # whatever a public file may hold: not a notebook to measure
        return False
    return any(map(is_test, notebook.cells))


def language(path: Path) -> str:
    """Return the language of a notebook's kernel; Python where none is named."""
    metadata = nbformat.read(path, as_version=4).metadata
    known = metadata.get("kernelspec", {}).get("language")
    return (known or metadata.get("language_info", {}).get("name") or "python").lower()


def lay_out(path: Path, root: Path) -> None:
    """Make a course of one notebook, up to date, and of the files beside it."""
    folder = root / "source" / HOMEWORK
    folder.mkdir(parents=True)
    beside(path.parent, folder)
    notebook = MetadataValidator().upgrade_notebook_metadata(nbformat.read(path, as_version=4))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["kernelspec"] = kernel
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if is_test(cell) and not cell.metadata.nbgrader.get("points"):
            cell.metadata.nbgrader["points"] = 1
    nbformat.write(notebook, folder / path.name)


def beside(here: Path, there: Path) -> None:
    """Copy what lies beside a notebook, but no notebook, and no folder of another assignment."""
    left = BESIDE
    for path in sorted(here.iterdir()):
        if path.name.startswith(".") or path.suffix == ".ipynb" or path.is_symlink():
            continue
        if any(map(has_tests, path.rglob("*.ipynb"))):
            continue
        files = [each for each in (path, *path.rglob("*")) if each.is_file()]
        left -= sum(each.stat().st_size for each in files)
        if left < 0:
            raise OSError(f"more than {BESIDE // MB} MB lie beside it")
        for each in files:
            if ".ipynb_checkpoints" not in each.parts:
                target = there / each.relative_to(here)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(each, target)


def hand_in(root: Path, kinds: list[str]) -> None:
    """Lay out the submissions, made of the student version and of the instructor's solutions."""
    path = _source(root)
    solutions = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if utils.is_solution(cell)
    }
    for kind in kinds:
        notebook = nbformat.read(root / "release" / HOMEWORK / path.name, as_version=4)
        answers = {} if kind == "untouched" else solutions
        if kind == "mutated":
            answers = mutated(solutions, path.stem)
        for cell in notebook.cells:
            if utils.is_solution(cell):
                cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
        folder = root / "submitted" / kind / HOMEWORK
        shutil.copytree(root / "release" / HOMEWORK, folder)
        nbformat.write(notebook, folder / path.name)


def mutated(solutions: dict[str, str], seed: str) -> dict[str, str]:
    """Return the solutions with a small mistake in each of a few cells, the same each time."""
    rng, answers, left = random.Random(seed), dict(solutions), MUTATED_CELLS
    for name in rng.sample(sorted(solutions), len(solutions)):
        source = re.sub(r"#+ *(BEGIN|END) SOLUTION", r"### \1 SOLUTION", solutions[name])
        if "### BEGIN SOLUTION" not in source:
            source = f"### BEGIN SOLUTION\n{source}"
        try:
            some = list(itertools.islice(mutants(source), MUTANTS_LOOKED_AT))
        except SyntaxError:  # a magic, prose, or no Python of today
            continue
        if some:
            answers[name] = rng.choice(some)[0]
            left -= 1
        if not left:
            break
    return answers


def graded(side: str, root: Path, seconds: float) -> dict:
    """Grade in a process of its own, within a time; return what it says, or an ``error``."""
    plain = side == "stock" and nobody_can_run()
    for path in (root, *root.rglob("*")) if plain else ():
        os.chown(path, NOBODY, NOBODY)
    process = WARM.Process(target=grade, args=(side, root, plain))
    process.start()
    process.join(seconds)
    late = process.is_alive()
    _end(process)
    said = root / f"{side}.json"
    if said.exists():
        return json.loads(said.read_text())
    if late:
        return {"error": f"took more than {seconds:g} s"}
    lines = (root / "log").read_text(errors="replace").strip().splitlines() or ["nothing said"]
    return {"error": f"ended with {process.exitcode}: {lines[-1]}"}


def grade(side: str, root: Path, plain: bool) -> None:
    """Grade here, as ``nobody`` if ``plain``, and leave what came of it, or the error, in a file."""
    os.setsid()
    if plain:
        os.setgroups(())
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    with (root / "log").open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    here = Path(sys.executable).parent  # where nbgrader looks for alembic
    os.environ["PATH"] = os.pathsep.join([str(here), os.environ.get("PATH", os.defpath)])
    os.environ["HOME"], os.environ["PIP_NO_INDEX"] = str(root), "1"
    os.chdir(root)
    try:
        said = {"stock": grade_by_stock, "ours": grade_by_ours}[side](root)
    except Exception as error:
        traceback.print_exc()
        said = {"error": f"{type(error).__name__}: {one_line(error)}"}
    (root / f"{side}.json").write_text(json.dumps(said))


@functools.cache
def nobody_can_run() -> bool:
    """Say whether stock can run as ``nobody``; if only the place of Python is in the way, print so."""
    if os.getuid() != 0:
        return False
    try:
        subprocess.run([sys.executable, "-c", ""], check=True, user=NOBODY, group=NOBODY)
    except (OSError, subprocess.CalledProcessError):
        print(f"stock runs as root: nobody can't run {sys.executable}", file=sys.stderr)
        return False
    return True


def _end(process: multiprocessing.process.BaseProcess) -> None:
    """End what is left of a process and of all that it started."""
    try:
        left = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        left = []
    process.kill()
    process.join()
    for each in left:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue


def grade_by_stock(root: Path) -> dict:
    """Make the student version, hand in, and return what ``nbgrader autograde`` gives each cell."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

    config, points, failures = Config(), {}, {}
    config.CourseDirectory.root = str(root)
    api = NbGraderAPI(config=config)
    if failed := _failure(api.generate_assignment(HOMEWORK)):
        return {"error": f"no student version: {failed}"}
    students = (root / "kinds").read_text().split()
    hand_in(root, students)
    begun = time.perf_counter()
    for student in students:
        if failed := _failure(api.autograde(HOMEWORK, student)):
            failures[student] = failed
    seconds, first = time.perf_counter() - begun, ""
    for student in students:
        for path in (root / "autograded" / student / HOMEWORK).glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            points[student] = {
                cell.metadata.nbgrader.grade_id: utils.determine_grade(cell)[0]
                for cell in notebook.cells
                if is_test(cell)
            }
            if student == "solved":
                first = first_error(notebook)
    return {"points": points, "failures": failures, "seconds": seconds, "first_error": first}


def first_error(notebook: NotebookNode) -> str:
    """Return the first error among a notebook's outputs, in one line."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                return one_line(f"{output.ename}: {output.evalue}")
    return ""


def _failure(said: dict) -> str:
    """Return the last error that nbgrader tells before it says that there was one, if there was."""
    if said["success"]:
        return ""
    lines = "\n".join(filter(None, (said.get("error"), said.get("log")))).splitlines()
    told = [each.strip() for each in lines if re.match(r"\s*[\w.]*(Error|Exception)\b", each)]
    told = [each for each in told if "NbGraderException" not in each]
    return one_line((told or lines or ["no reason given"])[-1])


def grade_by_ours(root: Path) -> dict:
    """Return our verdicts, once what a refusal names is let into the kernel, and the refusals."""
    from autograder.errors import BadSource
    from autograder.grade import grade_assignment

    refused: dict[str, str] = {}
    cells = nbformat.read(_source(root), as_version=4).cells
    tests = [cell.metadata.nbgrader.grade_id for cell in cells if is_test(cell)]
    begun = time.perf_counter()
    while True:
        config = f"c = get_config()\nc.SandboxedExecute.in_kernel = {sorted(refused)!r}\n"
        (root / "nbgrader_config.py").write_text(config)
        try:
            results = grade_assignment(root, HOMEWORK, jobs=1)
            break
        except BadSource as error:
            why = str(error).replace(f"{root}/source/{HOMEWORK}/", "")
            named = [name for name in tests if name not in refused and f"test {name} " in why]
            if not named:
                seconds = time.perf_counter() - begun
                return {"refused": dict.fromkeys(tests, why), "seconds": seconds}
            refused[named[0]] = why
    verdicts = {
        result.student: {verdict.grade_id: asdict(verdict) for verdict in result.verdicts}
        for result in results
    }
    reasons = {result.student: result.reason for result in results}
    seconds = time.perf_counter() - begun
    return {"verdicts": verdicts, "reasons": reasons, "refused": refused, "seconds": seconds}


def _source(root: Path) -> Path:
    (path,) = (root / "source" / HOMEWORK).glob("*.ipynb")
    return path


def one_line(text: object, width: int = 240) -> str:
    """Return a text on one line, cut where it is too long."""
    line = " ".join(str(text).split())
    return line if len(line) <= width else line[: width - 1] + "…"
