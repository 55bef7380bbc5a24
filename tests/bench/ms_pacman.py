"""The chapter on Ms. Pac-Man, seed by seed: learned by the notebook's code, judged by whole games.

    python tests/bench/ms_pacman.py --seeds 10
    python tests/bench/ms_pacman.py --seeds 10 --window --steps 50000
    python tests/bench/ms_pacman.py --seeds 1 --window --steps 50000 --keep FILE
    python tests/bench/ms_pacman.py --speed

Each seed learns in a process of its own; the seconds are of its processor time, playing included.
Then whole games of three lives of the registered environment, on seeds that no learner has seen,
without learning. The interval is that of the mean over the seeds. `--keep` writes the weights of the first
seed's network into a file, as they came with the chapter.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from chapters import each_alone, names_of

UNSEEN = 10_000  # where the seeds of the judging games begin


def run(seed: int, options: argparse.Namespace) -> dict:
    """Learn and be judged once."""
    names = names_of("ms_pacman")
    learn = names["watch"] if options.window else names["train"]
    begun = time.process_time()
    learner, diary = learn(seed, options.steps or names["LESSON"])
    seconds = time.process_time() - begun
    if options.keep and seed == options.first:
        from lib.chapters import ms_pacman_apprentice as apprentice

        apprentice.keep(learner.network.get_weights(), options.keep)
    scores = names["arcade"].evaluate(
        lambda scene: learner.choose(scene)[0], options.games, UNSEEN + seed
    )
    return {"seed": seed, "scores": scores.tolist(), "seconds": seconds, "games": len(diary)}


def measure_speed() -> None:
    """Tell how many steps a second are played: bare, as scenes, with features and with windows."""
    names = names_of("ms_pacman")
    arcade, rng = names["arcade"], np.random.default_rng(0)
    env = arcade.make()
    env.reset(seed=0)
    eyes, shown = arcade.Eyes(), {"screen": lambda frame: frame}
    shown["scenes"] = eyes
    shown["scenes and features"] = lambda frame: names["features"](eyes(frame))
    shown["scenes and windows"] = lambda frame: names["window"](eyes(frame))
    for name, look in shown.items():
        begun, steps = time.process_time(), 0
        while time.process_time() - begun < 5:
            frame, _, terminated, truncated, _ = env.step(int(rng.integers(1, 5)))
            look(frame)
            steps += 1
            if terminated or truncated:
                env.reset()
        print(f"{name}: {steps / (time.process_time() - begun):,.0f} steps a processor second")


def main() -> None:
    """Run each seed in a process of its own and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--games", type=int, default=20, help="whole games that judge each seed")
    parser.add_argument("--steps", type=int, help="as many as in the notebook, if not given")
    parser.add_argument("--window", action="store_true", help="the network, not the features")
    parser.add_argument("--keep", type=Path, help="a file for the first seed's network")
    parser.add_argument("--speed", action="store_true", help="steps a second, nothing learned")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.keep and not options.window:
        parser.error("--keep is for the network: say --window, too")
    if options.speed:
        measure_speed()
        return
    if options.alone is not None:
        print(json.dumps(run(options.alone, options)))
        return
    runs = []
    for found in each_alone(range(options.first, options.first + options.seeds)):
        runs.append(found)
        told = "seed {seed}: mean {mean:,.0f}, {worst:,.0f} to {best:,.0f}, {seconds:.1f} s, {games} games learned in"
        scores = found["scores"]
        ends = {"mean": np.mean(scores), "worst": min(scores), "best": max(scores)}
        print(told.format(**found, **ends), flush=True)
    means = np.array([np.mean(each["scores"]) for each in runs])
    for least in (1000, 2500):
        print(
            f"{(means >= least).sum()} of {len(runs)} seeds have a mean of {least:,} points or more"
        )
    error = 1.96 * means.std(ddof=1) / np.sqrt(len(means)) if len(means) > 1 else float("nan")
    slowest = max(each["seconds"] for each in runs)
    print(
        f"mean {means.mean():,.0f} ± {error:,.0f} (95 %, over seeds), {options.games} whole games "
        f"each; at most {slowest:.1f} s of processor time"
    )


if __name__ == "__main__":
    main()
