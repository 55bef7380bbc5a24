"""A limit of processor time, and a clock behind it.

A kernel's time is what it used itself: who is slowed down by a neighbour loses nothing. The clock
is for those who use none, because they sleep, or wait for what never comes.
"""

from __future__ import annotations

import math
import time

from autograder.workers.forkserver import Confined

_BETWEEN = 0.2  # seconds between two questions


class Meter:
    """Watches the processor time that a tree uses from now on.

    A tree has one core at most (see ``keeper``), so its keeper need not be asked before ``seconds`` have
    passed by the clock: what is quick costs one byte.
    """

    def __init__(self, tree: Confined, seconds: float, wall: float) -> None:
        self.seconds = seconds
        self.wall = wall
        self.over = False  # once more than ``seconds`` were used
        self._tree = tree
        self._used = 0.0
        self._before = tree.ask_for_time() if math.isfinite(seconds) else 0
        self._next = time.monotonic() + seconds

    def exceeded(self) -> bool:
        """Say whether more processor time was used than allowed, as of a moment ago."""
        if not self.over and time.monotonic() >= self._next:
            now = self._tree.cpu_seconds()
            before = self._tree.times[self._before : self._before + 1]
            self._used = now - (before[0] if before else 0.0)
            self.over = self._used > self.seconds
            self._next = time.monotonic() + min(_BETWEEN, max(0.02, self.seconds - self._used))
        return self.over

    @property
    def text(self) -> str:
        """What the limit was and what was used, to stand behind what used it."""
        if self.over:
            return f"took {self._used:.2f} s of processor time; the limit is {self.seconds:g} s"
        return f"took longer than {self.wall:.0f} s"
