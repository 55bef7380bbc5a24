"""Run solved notebooks once: outputs are kept under a key of all that they depend on.

The key covers code, `lib`, the files beside the notebook, the lock file and Python's version, but no
prose: whoever mends a sentence waits for no training. Kernels are processes, as many as cores.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Lock

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from traitlets import default

from autograder.errors import BadSource
from course.progress import Advance

CELL_SECONDS = 900  # a loop without an end, not a long training, is what this is for
FORMAT = 1  # raise it when what is kept means something else
LEFT_BY_OTHERS = {".ipynb_checkpoints", "__pycache__"}


@dataclass(frozen=True)
class Job:
    """A notebook to run: code cells only, in a copy of ``folder``, with ``lib`` beside ``root``."""

    name: str
    code: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    folder: Path
    root: Path

    @property
    def key(self) -> str:
        """A fingerprint of everything the outputs depend on."""
        digest = hashlib.sha256()
        machine = f"{FORMAT} {sys.version_info[0]}.{sys.version_info[1]}"
        told = [machine, json.dumps([self.code, self.tags])]
        told += [
            lock.read_text(encoding="utf-8")
            for lock in sorted(self.root.glob("requirements*.lock"))
        ]
        for text in told:
            digest.update(text.encode() + b"\0")
        for base in (lib_folder(self.root), self.folder):
            for path in files_in(base):
                digest.update(f"{path.relative_to(base)}\0".encode())
                digest.update(path.read_bytes() + b"\0")
        return digest.hexdigest()[:20]


def lib_folder(root: Path) -> Path:
    """Return the `lib` a course's notebooks import: its own, or the installed one."""
    if (root / "lib").is_dir():
        return root / "lib"
    return Path(find_spec("lib").submodule_search_locations[0])


def files_in(folder: Path) -> list[Path]:
    """Return the files that code may read, in a fixed order; no notebooks."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".ipynb", ".pyc")
        and not LEFT_BY_OTHERS & set(path.relative_to(folder).parts)
    )


def execute_all(
    jobs: Sequence[Job], cache: Path, on_progress: Advance, workers: int | None = None
) -> tuple[dict[str, list[list[NotebookNode]]], tuple[str, ...]]:
    """Return each notebook's outputs, cell by cell, and the names of those that had to be run.

    Raises ``BadSource``, naming the cell, when one fails; what ran to its end is kept.
    """
    cache.mkdir(parents=True, exist_ok=True)
    kept = {job.name: cache / f"{job.name}-{job.key}.json" for job in jobs}
    stale = [job for job in jobs if not kept[job.name].is_file()]
    total, done, lock = sum(len(job.code) for job in stale), 0, Lock()
    clients: list[NotebookClient] = []
    stop = Event()

    def advance(name: str) -> None:
        nonlocal done
        if stop.is_set():  # its kernel started after the others had been ended
            raise BadSource(f"{name} was interrupted.")
        with lock:
            done += 1
            on_progress(done, total, name)

    def run(job: Job) -> None:
        save(kept[job.name], run_notebook(job, clients, lambda: advance(job.name)))
        for old in cache.glob(f"{job.name}-{'?' * 20}.json"):
            if old != kept[job.name]:
                old.unlink()

    pool = ThreadPoolExecutor(max(1, workers or os.cpu_count() or 1))
    try:
        futures = [pool.submit(run, job) for job in stale]
        wait(futures, return_when=FIRST_EXCEPTION)
        raise_first(futures)
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        for client in clients:
            kill(client)
        pool.shutdown()
    outputs = {job.name: load(kept[job.name]) for job in jobs}
    return outputs, tuple(job.name for job in stale)


def raise_first(futures: Iterable[Future[None]]) -> None:
    """Raise what the first failed one ended with, if any."""
    for future in futures:
        if future.done() and not future.cancelled() and future.exception():
            raise future.exception()


class _OwnKernel(AsyncKernelManager):
    """A kernel of this Python: a stale `python3` in the home folder must not be picked up."""

    @default("kernel_spec_manager")
    def _own_specs(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def run_notebook(job: Job, clients: list[NotebookClient], on_cell) -> list[list[NotebookNode]]:
    """Run one notebook in a copy of its folder and return the outputs of its cells."""
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
        for source, tags in zip(job.code, job.tags, strict=True)
    ]
    nb = nbformat.v4.new_notebook(cells=cells)
    with tempfile.TemporaryDirectory(prefix=f"book-{job.name}-") as scratch:
        place = Path(scratch) / "notebook"
        shutil.copytree(
            job.folder, place, ignore=shutil.ignore_patterns("*.ipynb", *LEFT_BY_OTHERS)
        )
        path = os.pathsep.join([str(lib_folder(job.root).parent), os.environ.get("PYTHONPATH", "")])
        client = NotebookClient(
            nb,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            kernel_manager_class=_OwnKernel,
            coalesce_streams=True,
            record_timing=False,
            resources={"metadata": {"path": str(place)}},
            on_cell_executed=lambda **_: on_cell(),
        )
        clients.append(client)
        own = {"PYTHONPATH": path.rstrip(os.pathsep), "IPYTHONDIR": f"{scratch}/ipython"}
        try:
            # What the kernel itself mutters is not for readers.
            client.execute(env=os.environ | own, stderr=subprocess.DEVNULL)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise BadSource(_what_failed(job, nb, error)) from error
    return [cell.outputs for cell in nb.cells]


def kill(client: NotebookClient) -> None:
    """End a kernel that is still there: the build was interrupted, or another notebook failed."""
    process = getattr(getattr(client.km, "provisioner", None), "process", None)
    if process is not None and process.poll() is None:
        process.kill()


def save(path: Path, outputs: list[list[NotebookNode]]) -> None:
    """Write outputs so that the file is whole or not there."""
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(outputs), encoding="utf-8")
    partial.replace(path)


def load(path: Path) -> list[list[NotebookNode]]:
    """Read outputs back."""
    return nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))


def _what_failed(job: Job, nb: NotebookNode, error: Exception) -> str:
    number = next(
        (
            i
            for i, cell in enumerate(nb.cells)
            if any(o.output_type == "error" for o in cell.outputs)
        ),
        sum(cell.execution_count is not None for cell in nb.cells),
    )
    first = job.code[min(number, len(nb.cells) - 1)].strip().split("\n")[0]
    said = getattr(error, "evalue", "") or str(error).strip().split("\n")[0]
    name = getattr(error, "ename", "") or type(error).__name__
    return f"{job.name}: the code cell that begins {first!r} ended with {name}: {said}"
