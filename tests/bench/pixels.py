"""The chapter on pixels, seed by seed: learned on our pictures, examined on gymnasium's own frames.

    python tests/bench/pixels.py --seeds 10
    python tests/bench/pixels.py --seeds 10 --strict
    python tests/bench/pixels.py --seeds 10 --painted

Each seed learns in a process of its own, by the code of the solved notebook; the seconds are of all
processors together, from before the network is built to the end of learning, examinations included.
Then a hundred episodes are played greedily on frames that gymnasium draws, in parts, since its
painter is slow: some minutes a seed. `--painted` plays them on our painter's pictures instead.
`--strict` learns from the change alone, as the exercise is usually given.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
from chapters import each_alone, names_of

PARTS = 10  # of an examination


def run(seed: int, options: argparse.Namespace) -> dict:
    """Learn and be examined once."""
    names = names_of("pixels")
    shape = (names["ROWS"], names["COLUMNS"])
    eye, how = names["Eye"], {"lessons": options.lessons}
    if options.strict:
        shape, eye = (40, 21), names["OnlyChange"]
        how["camera"] = names["Camera"](shape)
    begun = time.process_time()
    peter, diary = names["train"](seed, eye, **how)
    seconds = time.process_time() - begun

    def cut(frame: np.ndarray) -> np.ndarray:
        frame = np.ascontiguousarray(frame)
        return names["patch_of"](frame, names["cart_column"](frame))

    painted = options.painted or options.strict  # patch_of has one size
    seen = {"camera": names["Camera"](shape)} if painted else {"cut": cut}
    steps = [
        names["examine"](
            names["SeenPoles"](options.episodes // PARTS, **seen), eye(), peter.likelier, part
        )
        for part in range(1000 * seed + 500, 1000 * seed + 500 + PARTS)
    ]
    steps = np.concatenate(steps)
    told = {"seed": seed, "score": float(steps.mean()), "worst": int(steps.min())}
    return told | {"seconds": seconds, "steps": int(diary[-1][0])}


def main() -> None:
    """Run each seed in a process of its own and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--lessons", type=int, default=30, help="the notebook has time for 10")
    parser.add_argument("--strict", action="store_true", help="the change alone")
    parser.add_argument("--painted", action="store_true", help="examine on our pictures")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone is not None:
        print(json.dumps(run(options.alone, options)))
        return
    runs, mark = [], 195 if options.strict else 475
    for found in each_alone(range(options.first, options.first + options.seeds)):
        runs.append(found)
        told = "seed {seed}: mean {score:.1f}, worst {worst}, {seconds:.1f} s, {steps:,} steps"
        print(told.format(**found), flush=True)
    passed = sum(r["score"] >= mark for r in runs)
    slowest = max(r["seconds"] for r in runs)
    print(f"{passed} of {len(runs)} reach {mark}; at most {slowest:.1f} s of processor time")


if __name__ == "__main__":
    main()
