"""MuZero on CartPole-v1 beside two others: processor time and games until it balances.

    python tests/bench/muzero_rival.py --seeds 5 \\
        --rival muzero-general --python .venv-general/bin/python --lightzero .venv-light/bin/python

Each learns until the mean of 20 fresh greedy games of gymnasium's CartPole-v1 (500 steps at most, the
learner's own search, no noise) is at least 386. The rivals have the settings they publish for CartPole:

* muzero-general (0825bd5, of May 2022, the newest), read from the folder where it lies, unchanged:
  one player, 50 simulations, 10,000 updates, 1.5 of them a step; judged every 500 updates;
* LightZero 0.2.0: eight players, 25 simulations, 100 updates after every 8 games; judged every 100
  updates. Its settings are for CartPole-v0, where games end after 200 steps: the name is changed.

Counted are the seconds of all processes that learn, clocks running from after the imports; judging is
free. muzero-general's reanalysing actor works without end, however fast the others are: what its time
adds is told apart. Who used up ``--seconds``, or made all its updates or steps, did not reach the mark,
and enters the medians with what it had used by then: they and the ratios are then "at least".
A seed of a rival takes a quarter of an hour and more; good play takes longer to judge than to learn.

Measured with torch 2.13.0 (one thread), gymnasium 1.4.0 and, for muzero-general, ray 2.60.0,
nevergrad 1.0.12, seaborn 0.13.2 and tensorboard 2.21.0; for LightZero, DI-engine 0.5.3 and
gymnasium 0.28.0. Both need psutil besides. The two rivals' packages cannot share an environment.
LightZero's torch has to be installed with ``--no-deps``: the two disagree on setuptools.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHAT = ("seconds", "games", "steps")


def ours(seed: int, mark: float) -> dict:
    """Let the course's learner learn until it is judged good enough."""
    told = ["--seeds", "1", "--first", str(seed), "--mark", str(mark), "--json"]
    run = last_line([sys.executable, "-W", "ignore", str(HERE / "muzero.py"), *told])
    return run | {"reached": run["mean"] >= mark}


def theirs(python: str, program: str, seed: int, options: argparse.Namespace) -> dict:
    """Let a rival learn until it is judged good enough, or has no time left."""
    told = ["--seed", str(seed), "--mark", str(options.mark), "--seconds", str(options.seconds)]
    if program == "general.py":
        told += ["--rival", str(options.rival)]
    return last_line([python, "-W", "ignore", str(HERE / "muzero_rivals" / program), *told])


def last_line(command: list[str]) -> dict:
    """Run a program with one thread for each process, and return the JSON that it ends with."""
    alone = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=alone)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def line(who: str, run: dict) -> str:
    """Return in words what one run came to."""
    did = f"{run['games']:,} games, {run['steps']:,} steps, {run['updates']:,} updates"
    apart = f" ({run['of']['reanalysing']:,.0f} s of them reanalysing)" if "of" in run else ""
    if run["reached"]:
        ends = f"mean {run['mean']:.0f} after {run['seconds']:,.1f} s{apart}, {did}"
    else:
        ends = (
            f"not reached after {run['seconds']:,.1f} s{apart}, {did} (best mean {run['mean']:.0f})"
        )
    return f"seed {run['seed']}: {who:15} {ends}"


def medians(who: str, runs: list[dict]) -> dict[str, float]:
    """Print a side's medians, and return them."""
    found = {what: statistics.median(run[what] for run in runs) for what in WHAT}
    if "of" in runs[0]:
        spared = (run["seconds"] - run["of"]["reanalysing"] for run in runs)
        found["seconds without reanalysing"] = statistics.median(spared)
    reached = sum(run["reached"] for run in runs)
    told = ", ".join(f"{number:,.1f} {what}" for what, number in found.items())
    print(f"{who}: {reached} of {len(runs)} reached it; medians: {at_least(runs)}{told}")
    return found


def at_least(runs: list[dict]) -> str:
    """Return what goes before a number that would be larger, had all gone on until the mark."""
    return "" if all(run["reached"] for run in runs) else "at least "


def compare(runs: dict[str, list[dict]]) -> None:
    """Print the medians of all sides, and what the rivals need of each for one of ours."""
    found = {who: medians(who, made) for who, made in runs.items()}
    mine = found.pop("ours", None)
    for who, numbers in found.items() if mine else ():
        ratios = [
            f"{numbers[what] / mine[what.split()[0]]:.1f} times the {what}" for what in numbers
        ]
        print(f"{who} needs {at_least(runs[who])}{', '.join(ratios)}")


def main() -> None:
    """Let all learn on each seed in turn, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--rival", type=Path, help="folder where muzero-general lies")
    parser.add_argument("--python", help="python that can run muzero-general")
    parser.add_argument("--lightzero", help="python of an environment with LightZero")
    parser.add_argument("--mark", type=float, default=386, help="mean to be reached")
    parser.add_argument("--seconds", type=float, default=1_800, help="that a rival may use")
    parser.add_argument("--rivals-alone", action="store_true", help="leave out our own learner")
    options = parser.parse_args()
    sides = {} if options.rivals_alone else {"ours": lambda seed: ours(seed, options.mark)}
    if options.rival:
        python = options.python or sys.executable
        sides["muzero-general"] = lambda seed: theirs(python, "general.py", seed, options)
    if options.lightzero:
        sides["LightZero"] = lambda seed: theirs(options.lightzero, "lightzero.py", seed, options)
    runs: dict[str, list[dict]] = {who: [] for who in sides}
    for seed in range(options.first, options.first + options.seeds):
        for who, learn in sides.items():
            runs[who].append(learn(seed))
            print(line(who, runs[who][-1]), flush=True)
    compare(runs)


if __name__ == "__main__":
    main()
