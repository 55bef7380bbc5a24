"""Coroutines of the student's code, run to their end in the kernel on a loop of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

_loop: asyncio.AbstractEventLoop | None = None  # one for all: queues and locks belong to a loop


def results(awaitables: Sequence[Any]) -> list[Any]:
    """Return what each comes to, a value or an exception; they run together.

    In a thread: the kernel's own loop is running in this one.
    """
    global _loop
    if _loop is None:
        _loop = asyncio.new_event_loop()
    loop, came = _loop, []

    def run() -> None:
        asyncio.set_event_loop(loop)
        came.extend(loop.run_until_complete(_together(awaitables)))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    return came


async def _together(awaitables: Sequence[Any]) -> list[Any]:
    return await asyncio.gather(*map(_ended, awaitables))


async def _ended(awaitable: Any) -> Any:
    try:
        return await awaitable
    except BaseException as error:
        return error
