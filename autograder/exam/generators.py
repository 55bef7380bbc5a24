"""Random generators that were lent: from where drawing has left them, and from nowhere else, they go on."""

from __future__ import annotations

from typing import Any

_MOST_DRAWS = 2**40  # of one call
_PCG_MULTIPLIER = 47026247687942121848144207491837523525
_128 = 2**128 - 1


def check_positions(state: dict[str, Any]) -> None:
    """Refuse positions outside a generator's buffer: numpy believes them, and reads beyond it."""
    for where, key, last in ((state, "buffer_pos", 4), (state["state"], "pos", 624)):
        if type(where) is dict and key in where:
            position = where[key]
            if type(position) is not int or not 0 <= position <= last:
                raise ValueError(f"no such position in the generator's buffer: {position!r}")


def check_moved_on(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Refuse a state of ``default_rng``'s kind that no number of draws leads to.

    Of the other kinds nobody can tell; a generator that a student set to a state of his choice would
    draw numbers of his choice for whoever draws next.
    """
    if before["bit_generator"] != "PCG64":
        return
    old, new = before["state"], after["state"]
    if after["bit_generator"] != "PCG64" or new["inc"] != old["inc"]:
        raise ValueError("the generator was put into another state: only draw from it")
    if _draws_between(old["state"], new["state"], old["inc"]) > _MOST_DRAWS:
        raise ValueError("the generator was put into another state: only draw from it")


def _draws_between(old: int, new: int, increment: int) -> int:
    """Return after how many steps PCG64 comes from one state to the other (Brown 1994; O'Neill 2014)."""
    multiplier, bit, distance = _PCG_MULTIPLIER, 1, 0
    while old != new and bit <= _128:
        if (old ^ new) & bit:
            old = (old * multiplier + increment) & _128
            distance |= bit
        bit <<= 1
        increment = ((multiplier + 1) * increment) & _128
        multiplier = (multiplier * multiplier) & _128
    return distance
