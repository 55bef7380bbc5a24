"""On a worker: a workplace with warm fork servers, where hand-ins are laid out, graded, and removed.

Called by ``calls``, for Dask and for ``home``, which asks first who this is (:func:`introduce`), then hands over what hand-ins
have in common (:func:`admit`), then the hand-ins one by one (:func:`grade`). All that comes from the course
lies in the fork server's folder, in memory where that can be: it goes with the fork server, which ends with
this process however violent its end. What even that leaves, as when a whole machine is switched off, the next
one to start here removes.
"""

from __future__ import annotations

import atexit
import compileall
import contextlib
import fcntl
import functools
import hashlib
import importlib.metadata
import importlib.util
import math
import os
import pickle
import platform
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat

from autograder.cluster.parcel import Common, Parcel, same_as, unpack
from autograder.errors import AutograderError, SandboxUnavailable
from autograder.memory import Pool
from autograder.sandbox import confine
from autograder.submission import grade_task
from autograder.tasks import Task, versions
from autograder.walk import setup_of
from autograder.workers import forkserver
from autograder.workers.examiner import Setting, try_setup
from autograder.workers.importing import shown_folders

LEASE_SECONDS = 90.0  # after which nothing of a course stays, if nobody asks for it
_IDLE_SECONDS = 600.0  # the same, for fork servers: they know nothing of a course
_LOOK_SECONDS = 5.0
_ROOM = 2**30  # bytes that a folder in memory must have free
_SHARED_MEMORY = "/dev/shm"
_PREFIX = "autograder-worker-"
_LONGEST = 13  # characters of a folder below which sockets can be made
_LOCK = "lock"


class NotAdmitted(Exception):
    """This worker has not, or no longer, what the hand-ins have in common."""


@dataclass
class _Laid:
    """What hand-ins have in common, laid out here."""

    common: Common
    setting: Setting
    place: str  # a folder within that of the fork server
    until: float  # on the monotonic clock: see LEASE_SECONDS
    using: int = 0


@dataclass
class Workplace:
    """What one worker process has of ours: fork servers, and what is laid out beside them."""

    base: str  # the folder of it all
    dasks: str  # Dask's folder, from which it imports what it is sent
    _lock: int  # a descriptor: as long as it is held, nobody takes the folder for forgotten
    _servers: dict[frozenset[str], forkserver.ForkServer] = field(default_factory=dict)
    _laid: dict[str, _Laid] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)  # of what is laid out
    _admitting: threading.Lock = field(default_factory=threading.Lock)  # of the fork servers
    _used: float = field(default_factory=time.monotonic)
    _memory: Pool = field(default_factory=Pool)
    _closed: bool = False

    @classmethod
    def here(cls, dasks: str) -> Workplace:
        """Make one for this process, and remove those whose process is gone."""
        temporary = tempfile.gettempdir()
        temporary = temporary if len(temporary) < _LONGEST else "/tmp"
        for folder in {_memory_folder(), temporary} - {""}:
            _remove_forgotten(folder)
        while True:
            base = tempfile.mkdtemp(prefix=_PREFIX, dir=_memory_folder() or temporary)
            lock = os.open(os.path.join(base, _LOCK), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.exists(os.path.join(base, _LOCK)):
                break
            os.close(lock)  # another one took it for forgotten, before it was locked
        os.chmod(base, 0o711)
        made = cls(base, dasks, lock)
        threading.Thread(target=made._tidy, daemon=True).start()
        return made

    def admit(self, digest: str, common: Common) -> None:
        """Lay out what hand-ins have in common and see that they can be graded here.

        Raises ``AutograderError``, with what is missing.
        """
        with self._admitting:
            if self.stay([digest]):
                return
            if common.confined:
                confine.require_support()
            server = self._server(common.preload)
            server.wait_until_ready()
            namespaces = common.confined and forkserver.namespaces_for(server.address)
            place = tempfile.mkdtemp(prefix="given-", dir=os.path.dirname(server.address))
            os.chmod(place, 0o711)
            try:
                setting = replace(
                    self._setting(common, Path(place)),
                    address=server.address,
                    namespaces=namespaces,
                )
                master = nbformat.v4.reads(common.master)
                if why := try_setup(setting, setup_of(master.cells, common.trusted)):
                    raise AutograderError(f"set-up cells don't run there: {why}")
            except BaseException:
                confine.remove_tree(place)
                raise
            self._used = time.monotonic()
            with self._guard:
                self._laid[digest] = _Laid(common, setting, place, self._used + LEASE_SECONDS)

    def _server(self, preload: tuple[str, ...]) -> forkserver.ForkServer:
        wanted = frozenset(preload)
        server = self._servers.get(wanted)
        if server is None or server.closed or not os.path.isdir(os.path.dirname(server.address)):
            apart = (self.dasks,)
            server = forkserver.ForkServer(preload, wait=False, base=self.base, apart=apart)
            self._servers[wanted] = server
        return server

    def _setting(self, common: Common, place: Path) -> Setting:
        provided = place / "provided"
        provided.mkdir(mode=0o700)
        unpack(common.provided, provided)
        readable = tuple(
            _shown(Path(path), entries, place / f"readable-{number}")
            for number, (path, entries) in enumerate(common.readable)
        )
        return Setting(
            limits=common.limits,
            address="",
            readable=(*readable, *shown_folders([Path(self.base), Path(self.dasks)])),
            confined=common.confined,
            lenient=common.lenient,
            trusted_files=str(provided),
        )

    def grade(self, digest: str, parcel: Parcel) -> dict[str, str]:
        """Grade one hand-in; return the result as JSON, and the executed notebook.

        Raises ``NotAdmitted``, and ``OSError`` when it can't be laid out.
        """
        with self._guard:
            laid = self._laid.get(digest)
            if laid is None:
                raise NotAdmitted(digest)
            laid.using += 1
        try:
            with _Folder(laid.place) as folder:
                place = Path(folder, "submitted", "hand-in")
                place.mkdir(parents=True)
                unpack(parcel.files, place)
                outcome = grade_task(_task(laid, parcel, str(place)))
            graded = replace(outcome.graded, host=platform.node())
            return {"graded": graded.to_json(), "executed": outcome.executed}
        finally:
            with self._guard:
                laid.using -= 1
                self._used = time.monotonic()
            self._memory.watch()

    def stay(self, digests: Sequence[str]) -> list[str]:
        """Keep what is laid out for a while; return which of it is there."""
        with self._guard:
            here = [digest for digest in digests if digest in self._laid]
            for digest in here:
                self._used = time.monotonic()
                self._laid[digest].until = self._used + LEASE_SECONDS
            return here

    def dismiss(self, digests: Sequence[str]) -> None:
        """Remove what is laid out; the fork server stays warm for whoever comes next.

        If it is still in use, the fork server ends, and with it who uses it.
        """
        with self._guard:
            gone = [laid for digest in digests if (laid := self._laid.pop(digest, None))]
        for laid in gone:
            if laid.using:
                with self._admitting:
                    self._close(laid.setting.address)
            confine.remove_tree(laid.place)

    def close(self) -> None:
        """End what was started, and leave nothing."""
        self._closed = True  # and no lock is waited for: this process may be ending
        for server in list(self._servers.values()):
            self._close(server.address)
        confine.remove_tree(self.base)
        os.close(self._lock)

    def _close(self, address: str) -> None:
        for wanted, server in list(self._servers.items()):
            if server.address == address:
                del self._servers[wanted]
                server.close()

    def _tidy(self) -> None:
        """Remove what nobody asked for in time, and end fork servers that nobody uses."""
        while not self._closed:
            time.sleep(_LOOK_SECONDS)
            now = time.monotonic()
            with self._guard:
                late = [digest for digest, laid in self._laid.items() if laid.until < now]
            self.dismiss(late)
            with self._admitting:
                if not self._laid and now > self._used + _IDLE_SECONDS:
                    for server in list(self._servers.values()):
                        self._close(server.address)


class _Folder(tempfile.TemporaryDirectory):
    """A folder for one hand-in, which may hold what no ordinary removal gets away."""

    def __init__(self, place: str) -> None:
        super().__init__(prefix="hand-in-", dir=place, ignore_cleanup_errors=True)

    def cleanup(self) -> None:
        super().cleanup()
        confine.remove_tree(self.name)


def _task(laid: _Laid, parcel: Parcel, folder: str) -> Task:
    common, names = laid.common, (parcel.student, parcel.assignment, parcel.notebook)
    fixed = (common.master, common.trusted, laid.setting, parcel.secret, parcel.key)
    return Task(*names, folder, *fixed)


def _shown(path: Path, entries: tuple, place: Path) -> str:
    """Return where on this machine lies what the course has at ``path``; lay it out if nowhere.

    Raises ``AutograderError`` if a package of that name is installed here with other contents: nobody could
    say which of the two notebooks import.
    """
    if same_as(path, entries):
        return str(path)
    name = path.stem
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is not None and spec.origin:
        file = Path(spec.origin)
        found = file.parent if spec.submodule_search_locations else file
        if not same_as(found, entries):
            raise AutograderError(
                f"{found} there is not what {path} is here: install the same, or none"
            )
        return str(found)
    target = place / path.name
    single = len(entries) == 1 and os.fsdecode(entries[0].name) == path.name
    unpack(entries, place if single else target)
    for folder, _, _ in os.walk(place):
        os.chmod(folder, 0o755)
    compileall.compile_dir(str(place), quiet=2)  # the confined can't leave compiled modules behind
    return str(target)


def _memory_folder() -> str:
    """Return a folder that lies in memory and has room, in which programs may be run; empty if none."""
    try:
        facts = os.statvfs(_SHARED_MEMORY)
    except OSError:
        return ""
    usable = os.access(_SHARED_MEMORY, os.W_OK) and not facts.f_flag & os.ST_NOEXEC
    return _SHARED_MEMORY if usable and facts.f_bavail * facts.f_frsize > _ROOM else ""


def _remove_forgotten(folder: str) -> None:
    """Remove the workplaces in ``folder`` that no living process holds."""
    for left in Path(folder).glob(f"{_PREFIX}*"):
        try:
            lock = os.open(left / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:  # another user's, or just being made
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            confine.remove_tree(str(left))
        except OSError:
            pass  # somebody works there
        finally:
            os.close(lock)


@functools.cache
def workplace(dasks: str) -> Workplace:
    """Return this worker's workplace, made at the first call; ``dasks`` is its own folder."""
    made = Workplace.here(dasks)
    atexit.register(made.close)
    return made


def introduce(preload: Sequence[str]) -> dict[str, str]:
    """Return the facts of this worker, and its name."""
    return {**facts(preload), "host": platform.node()}


def facts(preload: Sequence[str] = ()) -> dict[str, str]:
    """Return what must be the same at home and on a worker: versions, and the grader itself."""
    found = dict(versions())
    owners = importlib.metadata.packages_distributions()
    for module in {name.partition(".")[0] for name in preload}:
        for package in owners.get(module, ()):
            found[package] = importlib.metadata.version(package)
    found["distributed"] = importlib.metadata.version("distributed")
    found["autograder"] = _digest_of_grader()
    return found


@functools.cache
def _digest_of_grader() -> str:
    package, found = Path(confine.__file__).parents[1], hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        found.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]


def admit(digest: str, packed: bytes, dask_worker: Any) -> str:
    """Get ready for hand-ins; return why that can't be, or nothing."""
    _keep_off_disk(dask_worker)
    try:
        workplace(dask_worker.local_directory).admit(digest, pickle.loads(packed))
    except SandboxUnavailable as error:
        return f"it can't confine students' code: {error}"
    except (AutograderError, OSError) as error:
        return str(error)
    return ""


def _keep_off_disk(dask_worker: Any) -> None:
    """Let Dask write nothing to disk when memory is short: a result holds hidden tests."""
    data = dask_worker.data
    if not isinstance(data, dict):
        with contextlib.suppress(AttributeError):  # it has no such bound, and no disk
            data.n = math.inf
        dask_worker.memory_manager.memory_spill_fraction = False


def grade(digest: str, packed: bytes, dask_worker: Any) -> dict[str, str]:
    """Grade one hand-in here; return nothing if what it needs is not here: see :meth:`Workplace.grade`."""
    try:
        return workplace(dask_worker.local_directory).grade(digest, pickle.loads(packed))
    except NotAdmitted:
        return {}


def stay(digests: Sequence[str], dask_worker: Any) -> list[str]:
    """Keep what was admitted for a while longer; return what of it is here."""
    return workplace(dask_worker.local_directory).stay(digests)


def dismiss(digests: Sequence[str], dask_worker: Any) -> None:
    """Remove what was admitted."""
    workplace(dask_worker.local_directory).dismiss(digests)
