"""What Dask calls, on its scheduler and on workers.

Both unpickle the name of a function in their event loop, and whatever it imports with it: so nothing is
imported here. What goes along is packed: the scheduler looks into the arguments of tasks, and need not know
what they are made of.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any


def nothing() -> None:
    """Do nothing: a scheduler that can be asked to knows this package."""


async def introduce(preload: Sequence[str]) -> dict[str, str]:
    """Return the facts of this worker, and its name."""
    return await asyncio.to_thread(_there, "introduce", preload)


async def admit(digest: str, packed: bytes, dask_worker: Any) -> str:
    """Get ready for hand-ins; return why that can't be, or nothing."""
    return await asyncio.to_thread(_there, "admit", digest, packed, dask_worker)


def grade(digest: str, packed: bytes) -> dict[str, str]:
    """Grade one hand-in; return nothing if what it needs is not here. Raises ``OSError``."""
    from distributed import get_worker

    return _there("grade", digest, packed, get_worker())


async def stay(digests: Sequence[str], dask_worker: Any) -> list[str]:
    """Keep what was admitted for a while longer; return what of it is here."""
    return await asyncio.to_thread(_there, "stay", digests, dask_worker)


async def dismiss(digests: Sequence[str], dask_worker: Any) -> None:
    """Remove what was admitted."""
    await asyncio.to_thread(_there, "dismiss", digests, dask_worker)


def _there(name: str, *arguments: Any) -> Any:
    from autograder.cluster import there

    return getattr(there, name)(*arguments)
