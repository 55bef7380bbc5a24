"""Who is there to grade: workers that come and go, and what is asked of them before they get anything."""

from __future__ import annotations

import asyncio
import pickle
import time
from collections.abc import Callable
from typing import Any

from autograder.cluster import calls, there
from autograder.cluster.jobs import Worker
from autograder.cluster.link import CUT_OFF_SECONDS, Link
from autograder.cluster.parcel import Common
from autograder.errors import ClusterUnavailable

WORKERS_SECONDS = 600.0  # until somebody must have come to work; queues of a cluster are long
_REFUSED_SECONDS = 15.0  # the same, if all who came were refused
_TELL_SECONDS = 5.0  # without a worker
_ATTEMPTS, _PAUSE_SECONDS = 5, 1.0  # at asking one that does not answer


class Crew:
    """The workers of one cluster. ``say`` is told what a person should know, each thing once."""

    def __init__(self, address: str, say: Callable[[str], None]) -> None:
        self._address = address
        self._say = say
        self._told: set[str] = set()
        self._nobody_since = 0.0
        self.workers: dict[str, Worker] = {}
        self.given: set[str] = set()  # digests of what workers were given

    @property
    def able(self) -> list[Worker]:
        """Those who may be given something."""
        return [w for w in list(self.workers.values()) if not w.refused and not w.cut_off]

    def note(self, told: dict[str, dict[str, Any]]) -> list[Worker]:
        """Learn who is there, as the scheduler says; return who has gone, or is silent for too long."""
        now, lost = time.monotonic(), []
        for address in self.workers.keys() - told.keys():
            lost.append(self.workers.pop(address))
        for address, facts in told.items():
            worker = self.workers.get(address)
            if worker is None:
                name, threads = str(facts.get("host", "")), max(1, facts["nthreads"])
                self.workers[address] = Worker(address, name, threads, facts["last_seen"], now)
            elif facts["last_seen"] != worker.last_seen:
                worker.last_seen, worker.since, worker.cut_off = facts["last_seen"], now, False
            elif now > worker.since + CUT_OFF_SECONDS and not worker.cut_off:
                self._say(
                    f"{address} has been silent for {CUT_OFF_SECONDS:.0f} s: what it had is graded elsewhere."
                )
                lost.append(worker)
                seen = (worker.last_seen, worker.since)
                self.workers[address] = Worker(address, worker.host, worker.threads, *seen, True)
        return lost

    def require_somebody(self) -> None:
        """Say that nobody is there to grade. Raises ``ClusterUnavailable`` when that has lasted too long."""
        now = time.monotonic()
        if self.able:
            self._nobody_since = 0.0
            return
        self._nobody_since = self._nobody_since or now
        passed = now - self._nobody_since
        refused = any(worker.refused for worker in self.workers.values())
        if passed > (_REFUSED_SECONDS if refused else WORKERS_SECONDS):
            what = "no worker that can grade" if refused else "no worker"
            raise ClusterUnavailable(
                f"there is {what} at {self._address}. What was graded is kept: start workers (dask worker "
                f"{self._address}) from the environment that grades here, then run the same command again"
            )
        if passed > _TELL_SECONDS and not refused:
            minutes = WORKERS_SECONDS / 60
            self._tell(
                f"No worker at {self._address} yet: waiting up to {minutes:.0f} minutes for one (dask worker "
                f"{self._address})."
            )

    async def admit(self, link: Link, worker: Worker, digest: str, common: Common) -> None:
        """See that a worker can do what is asked, and give it what all hand-ins have in common."""
        for _ in range(_ATTEMPTS):
            why = await self._admitted(link, worker, digest, common)
            if why == "":
                worker.ready.add(digest)
                return
            if not isinstance(why, OSError):
                break
            await asyncio.sleep(_PAUSE_SECONDS)  # it is ending, or very busy
            if self.workers.get(worker.address) is not worker:
                return
        if isinstance(why, BaseException):
            why = f"it can't do what it is asked ({why}): install the same there as here"
        self._refuse(worker, why)

    async def _admitted(
        self, link: Link, worker: Worker, digest: str, common: Common
    ) -> str | BaseException:
        """Return why a worker can't grade, or nothing, or what came of asking it."""
        told = await link.ask(worker.address, calls.introduce, common.preload)
        if isinstance(told, BaseException):
            return told
        if why := _differences(await asyncio.to_thread(there.facts, common.preload), told):
            return why
        worker.host = told["host"]
        self.given.add(digest)
        return await link.ask(worker.address, calls.admit, digest, pickle.dumps(common))

    async def keep(self, link: Link, worker: Worker) -> None:
        """Have a worker keep what it was given, and learn what it has lost."""
        asked = set(worker.ready)
        here = await link.ask(worker.address, calls.stay, list(asked))
        if isinstance(here, list):
            worker.ready -= asked - set(here)
            worker.asked -= asked - set(here)

    def _refuse(self, worker: Worker, why: str) -> None:
        worker.refused = why
        self._tell(f"Not used: the worker at {worker.address} ({worker.host}): {why}.")

    def _tell(self, line: str) -> None:
        if line not in self._told:
            self._told.add(line)
            self._say(line)


def _differences(here: dict[str, str], told: dict[str, str]) -> str:
    """Return in one line what a worker has of other versions than we."""
    parts = [
        f"{name} is {told.get(name, 'missing')} there and {here.get(name, 'missing')} here"
        for name in sorted(here.keys() | told.keys() - {"host"})
        if here.get(name) != told.get(name)
    ]
    return f"{', '.join(parts)}: install the same there as here" if parts else ""
