"""Waiting for a gradebook that was there and is away: its server is restarted, somebody holds a lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from autograder.errors import GradebookAway

LONGEST = 600.0  # seconds that a gradebook may be away
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two tries

T = TypeVar("T")


class Patience:
    """Does what needs the gradebook, and where that is away, does it again when it is back.

    One that was not reached yet is not waited for: it may not exist. ``tell(line)`` is called when waiting
    begins and when it ends. What is done must bear to be done twice: a connection may be lost after all
    was written and before that was said.
    """

    def __init__(
        self, tell: Callable[[str], None] = lambda _: None, longest: float = LONGEST
    ) -> None:
        self._tell, self._longest = tell, longest
        self._reached = False

    def __call__(self, work: Callable[..., T], *arguments: Any) -> T:
        """Return what ``work(*arguments)`` does. Raises what it raises, ``GradebookAway`` only after a while."""
        told, begun, pause = False, time.monotonic(), FIRST_PAUSE
        while True:
            try:
                result = work(*arguments)
                break
            except GradebookAway as error:
                left = begun + self._longest - time.monotonic()
                if not self._reached or left <= 0:
                    raise
                if not told:
                    self._tell(
                        f"{error.found}. Waiting for it, {self._longest / 60:.0f} minutes at most; "
                        "what is graded is kept, and Ctrl-C ends it"
                    )
                    told = True
                time.sleep(min(pause, left))
                pause = min(2 * pause, LONGEST_PAUSE)
        self._reached = True
        if told:
            self._tell("the gradebook can be used again: going on")
        return result
