"""What was freed goes back to the system, whichever thread had it.

Each test looks at a process of its own: one that has run other tests has free memory to give out
first, and doesn't grow.
"""

import subprocess
import sys

import pytest

from autograder import memory

THREADS = """
import threading

from autograder import memory

pool = memory.Pool()
before, kept = memory.resident_mb(), []


def take():
    pieces = [bytes(50_000) for _ in range(1000)]  # below what malloc maps by itself
    kept.append(pieces[-1])  # so that the pool can't shrink from its end


threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(memory.resident_mb() - before)
pool.watch()
print(memory.resident_mb() - before)
"""

SEARCHES = """
from autograder import memory

searched = []
memory.gc.collect = lambda: searched.append(1)
pool = memory.Pool()
pool.watch()
print(len(searched))
taken = bytearray(20 * 2**20)
taken[::4096] = b"x" * len(taken[::4096])
pool.watch()
print(len(searched))
pool.watch()
print(len(searched))
"""


def numbers(code: str) -> list[float]:
    """Return the numbers printed by a process of its own that runs ``code``."""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [float(line) for line in ran.stdout.split()]


@pytest.mark.skipif(
    not hasattr(memory._libc, "malloc_trim"), reason="only the GNU C library has it"
)
def test_what_threads_have_freed_is_given_back():
    grown, left = numbers(THREADS)
    assert grown > 50
    assert left < 15


def test_nothing_is_searched_while_the_process_has_not_grown():
    assert numbers(SEARCHES) == [0, 1, 1]
