"""The line to a Dask cluster: all that we use of ``distributed`` at home."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import pickle
import secrets
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from autograder.cluster import calls
from autograder.cluster.parcel import Parcel
from autograder.errors import AutograderError, ClusterUnavailable

CUT_OFF_SECONDS = 30.0  # without a sign of life
_ADMIT_SECONDS = 300.0  # to import everything on a cold, busy machine
_LARGE = "4GiB"  # a hand-in may be as large as its limit says, without a warning
_LOGGERS = ("distributed", "tornado", "asyncio")


class Gone(Exception):
    """The scheduler does not answer any more."""


class Link:
    """A connection to the scheduler of a cluster."""

    def __init__(self, client: Any) -> None:
        self._client = client

    @classmethod
    async def to(cls, address: str, seconds: float) -> Link:
        """Connect. Raises ``ClusterUnavailable`` if nobody answers in time."""
        from distributed import Client

        client = Client(
            address,
            asynchronous=True,
            timeout=seconds,
            set_as_default=False,
            direct_to_workers=False,
        )
        try:
            async with asyncio.timeout(seconds + 5.0):
                await client
                await client.run_on_scheduler(calls.nothing)
        except Exception as error:
            client.status = "closed"  # so that it ends where it stands
            await _closed(client)
            if isinstance(error, ModuleNotFoundError):
                raise ClusterUnavailable(
                    f"the scheduler at {address} has no package {error.name}: start it from the same "
                    "environment as the workers"
                ) from None
            why = str(error).strip().split("\n")[0] or type(error).__name__
            keys = (
                ", and do both sides have their certificates" if address.startswith("tls") else ""
            )
            raise ClusterUnavailable(
                f"no Dask scheduler answers at {address} ({why}): is it running (dask scheduler), is the "
                f"address right, does a firewall let it through{keys}?"
            ) from None
        return cls(client)

    async def workers(self) -> dict[str, dict[str, Any]]:
        """Return what the scheduler says of its workers, by address. Raises :class:`Gone`."""
        try:
            async with asyncio.timeout(CUT_OFF_SECONDS):
                if self._client.status != "running":
                    raise Gone
                return (await self._client.scheduler.identity(n_workers=-1))["workers"]
        except (OSError, TimeoutError, AttributeError, CancelledError, ValueError):
            raise Gone from None

    async def ask(self, worker: str, what: Callable[..., Any], *arguments: Any) -> Any:
        """Call a function of ``calls`` on a worker; return the answer, or the exception that came of it."""
        try:
            async with asyncio.timeout(_ADMIT_SECONDS):
                answers = await self._client.run(
                    what, *arguments, workers=[worker], on_error="return"
                )
                return answers[worker]
        except (Exception, CancelledError) as error:
            return error

    async def grade(self, worker: str, digest: str, parcel: Parcel) -> dict[str, str]:
        """Have one worker grade a hand-in; return what it says, or nothing if it was not admitted.

        Raises what was raised there, and ``CancelledError`` when the scheduler goes.
        """
        future = self._client.submit(
            calls.grade,
            digest,
            pickle.dumps(parcel),
            key=f"grade-{secrets.token_hex(12)}",  # never the same: what is graded again is graded again
            workers=[worker],
            allow_other_workers=False,
            pure=False,
        )
        return await future

    async def leave(self, workers: list[str], digests: list[str]) -> None:
        """Take from the workers what they were given, and hang up."""
        with contextlib.suppress(Exception, CancelledError):
            async with asyncio.timeout(10.0):
                await self._client.run(calls.dismiss, digests, workers=workers, on_error="ignore")
        await self.close()

    async def close(self) -> None:
        """Hang up, whatever is left at the other end."""
        await _closed(self._client)


async def _closed(client: Any) -> None:
    with contextlib.suppress(Exception, CancelledError):
        async with asyncio.timeout(5.0):
            await client._close(fast=True)


@contextlib.contextmanager
def in_our_words() -> Iterator[None]:
    """Let Dask say nothing: what matters is said by us, in a line. Raises ``AutograderError`` without it."""
    try:
        import dask
        import distributed
    except ModuleNotFoundError as error:
        raise AutograderError(
            f"grading on a cluster needs the package {error.name}, which is not installed: "
            "pip install 'peter-rl-course[cluster]' (or pip install distributed), here and on the workers"
        ) from None
    del distributed
    names = [*_LOGGERS, *logging.root.manager.loggerDict]  # many have a level of their own
    loggers = [logging.getLogger(n) for n in names if n.partition(".")[0] in _LOGGERS]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with (
            dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}),
            warnings.catch_warnings(),
        ):
            warnings.filterwarnings("ignore", module=r"distributed\b")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
