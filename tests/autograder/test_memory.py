"""What was freed goes back to the system, whichever thread had it."""

import threading

import pytest

from autograder import memory


@pytest.mark.skipif(
    not hasattr(memory._libc, "malloc_trim"), reason="only the GNU C library has it"
)
def test_what_threads_have_freed_is_given_back():
    pool = memory.Pool()
    before, kept = memory.resident_mb(), []

    def take() -> None:
        pieces = [bytes(50_000) for _ in range(1000)]  # below what malloc maps by itself
        kept.append(pieces[-1])  # so that the pool can't shrink from its end

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.resident_mb() - before > 50
    pool.watch()
    assert memory.resident_mb() - before < 15


def test_nothing_is_searched_while_the_process_has_not_grown(monkeypatch):
    searched = []
    monkeypatch.setattr(memory.gc, "collect", lambda: searched.append(1))
    pool = memory.Pool()
    pool.watch()
    assert searched == []
    taken = bytearray(20 * 2**20)
    taken[::4096] = b"x" * len(taken[::4096])
    pool.watch()
    assert searched == [1]
    pool.watch()
    assert searched == [1]
