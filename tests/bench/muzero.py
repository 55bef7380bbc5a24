"""The chapter on planning, seed by seed: learned by the notebook's code, judged by fresh games.

    python tests/bench/muzero.py --seeds 10
    python tests/bench/muzero.py --seeds 5 --mark 386
    python tests/bench/muzero.py --seeds 4 --plain

Each seed learns in a process of its own; the seconds are of its processor time, playing and searching
included, examinations not. After each round 20 fresh games are an examination; `--mark` is the mean at which games, steps,
updates and seconds are read off. Learning goes on until the notebook would stop; then a hundred other
games judge, always with half as many simulations as in learning, no dice, and the most visited action.
`--plain` leaves the mirror out.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from chapters import each_alone, names_of

UNSEEN = 99_999  # the seed of the judging games


def run(seed: int, options: argparse.Namespace) -> dict:
    """Learn and be judged once."""
    names = names_of("muzero")
    if options.plain:
        names["mirrored"] = lambda lesson, flip: lesson
    _, minds, diary = names["train"](seed)
    passed = np.flatnonzero(diary[:, 3] >= options.mark)
    first = passed[0] if len(passed) else -1
    games, steps, seconds, mean = diary[first].tolist()
    think = names["thinker"](minds[-1], names["SIMULATIONS"] // 2)
    fresh = names["examine"](names["poles"](options.games), think, UNSEEN)
    updates = names["UPDATES"] * (int(games) // names["GAMES"])
    reached = {"reached": bool(len(passed)), "games": int(games), "steps": int(steps)}
    reached |= {"updates": updates, "seconds": seconds, "mean": mean}
    whole = {"all_games": int(diary[-1, 0]), "all_seconds": diary[-1, 2]}
    return (
        {"seed": seed} | reached | whole | {"fresh": float(fresh.mean()), "worst": int(fresh.min())}
    )


def main() -> None:
    """Run each seed in a process of its own and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--mark", type=float, default=475, help="the mean of an examination")
    parser.add_argument("--games", type=int, default=100, help="fresh games that judge each seed")
    parser.add_argument("--plain", action="store_true", help="without the mirror")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each seed")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone is not None:
        print(json.dumps(run(options.alone, options)))
        return
    runs = []
    for found in each_alone(range(options.first, options.first + options.seeds)):
        runs.append(found)
        told = (
            "seed {seed}: mean {mean:.0f} after {games} games, {steps:,} steps, {updates:,} updates, "
            "{seconds:.1f} s; stopped after {all_games} games, {all_seconds:.1f} s: "
            "{fresh:.1f} of 500 in fresh games, the worst {worst}"
        )
        print(json.dumps(found) if options.json else told.format(**found), flush=True)
    if options.json:
        return
    part = {name: np.array([each[name] for each in runs]) for name in runs[0]}
    passed = (part["fresh"] >= 475).sum()
    print(
        f"{passed} of {len(runs)} seeds have a mean of 475 steps or more in {options.games} fresh games"
    )
    print(
        f"{part['reached'].sum()} of {len(runs)} seeds reached {options.mark:g} in an examination"
    )
    for name, unit in (("games", "games"), ("seconds", "s of processor time")):
        print(
            f"to the mark: median {np.median(part[name]):.0f}, at most {part[name].max():.0f} {unit}; "
            f"to the end: median {np.median(part['all_' + name]):.0f}, at most {part['all_' + name].max():.0f}"
        )


if __name__ == "__main__":
    main()
