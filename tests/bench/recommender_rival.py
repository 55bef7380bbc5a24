"""LinUCB of the chapter beside MABWiser and Vowpal Wabbit: the same guests, the same coins, by turns.

    python tests/bench/recommender_rival.py --seeds 10 --rival .venv-bench/bin/python

For each seed the day is fixed before anybody opens: who comes, and what each ware would bring from him,
noise included. Each side serves the guests one by one: choose, be paid, learn. Counted is the processor
time of choosing and learning, what libraries need to be told included; clocks run from after the imports,
one thread each. Regret is against the best ware for each guest.

* ours: LinUCB of the solved notebook, its settings, at one stall (one by one, as the others), and at 100
  stalls side by side, each with guests of its own, for which it is written;
* MABWiser 2.7.4: LinUCB with the same α and λ, and LinTS with the same v and λ, updated after each guest
  (and first given what mends its start: `findings/mabwiser_begins_with_the_wrong_inverse.sh`);
* Vowpal Wabbit 9.11.9: `--cb_explore_adf`, guests as shared features, a model for each ware by
  interactions, with `--squarecb`, and with `--epsilon 0.05`; costs are minus the coins.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time

import numpy as np
from chapters import REPO, names_of

sys.path.insert(0, str(REPO))
from lib.worlds import market

SIDES = ("ours", "ours, 100 stalls", "MABWiser LinUCB", "MABWiser LinTS")
SIDES += ("Vowpal Wabbit, squarecb", "Vowpal Wabbit, epsilon")


def day(seed: int, guests: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who comes, (guests, 6), and of each ware the mean and what would be paid, (guests, K)."""
    rng = np.random.default_rng(seed)
    x = market.arriving(guests, rng)
    means = x @ market.TASTES.T
    return x, means, means + market.NOISE * rng.standard_normal(means.shape)


def ours(seed: int, guests: int, stalls: int) -> tuple[float, float]:
    """Return seconds for all guests of all stalls, and the mean regret of a stall."""
    names, rng = names_of("recommender"), np.random.default_rng(seed)
    days = [day(seed + 1_000 * stall, guests) for stall in range(stalls)]
    x, means, coins = (np.stack(parts, axis=1) for parts in zip(*days, strict=True))
    learner, rows, missed = names["Stalls"](stalls), np.arange(stalls), 0.0
    begun = time.process_time()
    for t in range(guests):
        wares = names["linucb"](learner, x[t], rng)
        learner.learn(x[t], wares, coins[t, rows, wares])
        missed += (means[t].max(axis=1) - means[t, rows, wares]).mean()
    return time.process_time() - begun, missed


def mabwiser(seed: int, guests: int, thompson: bool, alpha: float, lam: float):
    """Return seconds and regret of MABWiser's LinUCB or LinTS."""
    from mabwiser.mab import MAB, LearningPolicy

    policy = LearningPolicy.LinTS if thompson else LearningPolicy.LinUCB
    arms = list(range(len(market.WARES)))
    mab = MAB(arms, policy(alpha=alpha, l2_lambda=lam), seed=seed)
    x, means, coins = day(seed, guests)
    # A line of zeros for each arm changes no sum. It makes MABWiser compute A⁻¹, which begins as λI.
    mab.fit(np.arange(len(arms)), np.zeros(len(arms)), np.zeros((len(arms), x.shape[1])))
    begun, missed = time.process_time(), 0.0
    for t in range(guests):
        ware = mab.predict(x[t : t + 1])
        mab.partial_fit(np.array([ware]), coins[t, ware : ware + 1], x[t : t + 1])
        missed += means[t].max() - means[t, ware]
    return time.process_time() - begun, missed


def vowpal(seed: int, guests: int, how: str) -> tuple[float, float]:
    """Return seconds and regret of Vowpal Wabbit, told in its text format."""
    from vowpalwabbit import Workspace

    told = f"--cb_explore_adf --quiet --noconstant -q SA --ignore_linear S --random_seed {seed + 1} {how}"
    vw, rng = Workspace(told), np.random.default_rng(seed)
    x, means, coins = day(seed, guests)
    wares = [f"|A {ware}" for ware in market.WARES]
    begun, missed = time.process_time(), 0.0
    for t in range(guests):
        numbers = zip(market.FEATURES, x[t].tolist(), strict=True)
        shared = "shared |S " + " ".join(f"{name}:{value:.6f}" for name, value in numbers)
        chances = np.array(vw.predict([shared, *wares]))
        ware = int(min((chances.cumsum() < rng.random()).sum(), len(wares) - 1))
        lines = list(wares)
        lines[ware] = f"0:{-coins[t, ware]:.6f}:{chances[ware]:.6f} {wares[ware]}"
        vw.learn([shared, *lines])
        missed += means[t].max() - means[t, ware]
    return time.process_time() - begun, missed


def one(options: argparse.Namespace) -> dict:
    """Let one side serve one seed's guests."""
    seed, guests, who = options.alone, options.guests, options.who
    if who.startswith("ours"):
        stalls = 100 if "100" in who else 1
        guests = guests // 10 if stalls == 100 else guests
        seconds, missed = ours(seed, guests, stalls)
        return {"seconds": seconds / guests / stalls, "missed": missed, "guests": guests}
    if who.startswith("MABWiser"):
        thompson = who.endswith("LinTS")
        bold = options.v if thompson else options.alpha
        seconds, missed = mabwiser(seed, guests, thompson, bold, options.lam)
    else:
        how = "--squarecb" if who.endswith("squarecb") else "--epsilon 0.05"
        seconds, missed = vowpal(seed, guests, how)
    return {"seconds": seconds / guests, "missed": missed, "guests": guests}


def main() -> None:
    """Let all sides serve each seed in turn, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--guests", type=int, default=5_000)
    parser.add_argument("--rival", required=True, help="python with mabwiser and vowpalwabbit")
    parser.add_argument("--who", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    for name in ("alpha", "v", "lam"):
        parser.add_argument(f"--{name}", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.who:
        print(json.dumps({key: float(value) for key, value in one(options).items()}))
        return
    names = names_of("recommender")
    settings = [f"--{key}={names[key.upper()]}" for key in ("alpha", "v", "lam")]
    runs: dict[str, list[dict]] = {who: [] for who in SIDES}
    for seed in range(options.seeds):
        for who in SIDES:
            python = sys.executable if who.startswith("ours") else options.rival
            command = [python, "-W", "ignore", *sys.argv, *settings, "--who", who]
            alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            command += ["--alone", str(seed)]
            done = subprocess.run(command, capture_output=True, text=True, env=alone)
            if done.returncode:
                sys.exit(f"{who}, seed {seed}, failed:\n{done.stderr}")
            run = json.loads(done.stdout.splitlines()[-1])
            runs[who].append(run)
            told = f"{1e6 * run['seconds']:,.1f} µs a guest, missed {run['missed']:,.0f} coins"
            print(f"seed {seed}: {who:24} {told} with {run['guests']:,.0f} guests", flush=True)
    times = {who: np.median([run["seconds"] for run in mine]) for who, mine in runs.items()}
    for who, mine in runs.items():
        missed = [run["missed"] for run in mine]
        one_by_one, side_by_side = (
            times[who] / times["ours"],
            times[who] / times["ours, 100 stalls"],
        )
        print(
            f"{who:24} {1e6 * times[who]:8,.1f} µs a guest (median), missed {np.mean(missed):,.0f} "
            f"({min(missed):,.0f} to {max(missed):,.0f}); {one_by_one:.1f} times ours one by one, "
            f"{side_by_side:.0f} times ours side by side"
        )


if __name__ == "__main__":
    main()
