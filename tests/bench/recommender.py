"""The chapter on recommending, seed by seed: regret, recovery after midnight, errors from diaries, speed.

    python tests/bench/recommender.py --seeds 10

Everything is done by the code of the solved notebook, at its settings; each seed in a process of its own.

* regret: STALLS stalls of GUESTS guests each, by LinUCB, Thompson sampling and ε-greedy, beside the best
  ware for all, known from the start. ``--sweep`` tries other settings of the first two as well;
* recovery: guests after midnight until the last 50, at 40 stalls, brought nine tenths of what a guest
  brought before;
* diaries: RMSE of each estimator over DIARIES diaries of ROWS lines, against 400,000 guests;
* visits: offers that a stranger takes, after learning from returns and from clicks;
* speed: seconds of processor time for choice and update of 100,000 guests, at 100 stalls and at one.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
from chapters import each_alone, names_of

SWEPT = {"linucb": (1.0, 1.5, 2.0, 2.5, 3.0), "thompson_linear": (0.5, 0.65, 0.75, 0.85, 1.0)}
ESTIMATORS = ("IPS", "SNIPS", "direct, half-blind", "doubly robust, half-blind", "direct")
ESTIMATORS += ("doubly robust",)


def regrets(names: dict, seed: int, sweep: bool) -> dict:
    """Return the mean regret of each way to choose, and of the best ware for all."""
    found = {
        name: float(names["opened"](names[name], seed=seed)[0].sum(axis=1).mean())
        for name in ("linucb", "thompson_linear", "greedily")
    }
    found["one ware"] = names["GUESTS"] * float(names["KNOWS_ALL"] - names["ONE_WARE"])
    for name, settings in SWEPT.items() if sweep else ():
        for bold in settings:

            def bolder(stalls, x, rng, choose=names[name], bold=bold):
                return choose(stalls, x, rng, bold)

            missed, _ = names["opened"](bolder, seed=seed)
            found[f"{name} {bold:g}"] = float(missed.sum(axis=1).mean())
    return found


def recoveries(names: dict, seed: int) -> dict:
    """Return the guests until nine tenths are earned again, or infinity, for each learner."""
    market, midnight, morning = names["market"], names["MIDNIGHT"], names["MORNING"]
    later, found = market.after_midnight(), {}
    x, means = names["crowd"](200_000, np.random.default_rng(0))
    evening, night = means.max(axis=1).mean(), (x @ later.T).max(axis=1).mean()
    best = np.where(np.arange(morning) < midnight, evening, night)
    for name in ("Stalls", "Fading", "Window"):
        rng, stalls = np.random.default_rng(seed), names[name](40)
        world = market.Market(40, rng, later=later, midnight=midnight)
        earned = (best - names["trade"](world, stalls, names["linucb"], morning, rng)).mean(axis=0)
        last = np.convolve(earned[midnight:], np.ones(50) / 50, "valid")
        before = earned[midnight - 1_000 : midnight].mean()
        again = np.flatnonzero(last >= 0.9 * before)
        found[name] = float(again[0] + 50) if len(again) else float("inf")
    return found


def errors(names: dict, seed: int) -> dict:
    """Return bias and RMSE of each estimator."""
    rng = np.random.default_rng(seed)
    young, wise = names["taught"](300, rng), names["taught"](5_000, rng)
    x, means = names["crowd"](400_000, rng)
    truth = (names["epsilon_greedy"](x @ wise.T, names["NEW"]) * means).sum(axis=1).mean()
    diaries = [names["write_diary"](young, rng) for _ in range(names["DIARIES"])]
    off = np.array([names["judged"](diary, wise) for diary in diaries]) - truth
    rmse = np.sqrt((off**2).mean(axis=0))
    return {
        name: [float(bias), float(root)]
        for name, bias, root in zip(ESTIMATORS, off.mean(axis=0), rmse, strict=True)
    }


def visits(names: dict, seed: int) -> dict:
    """Return what a stranger takes of who learned from returns, from clicks, of dice, of the best."""
    market, found = names["market"], {}
    for name, myopic in (("returns", False), ("clicks", True)):
        policies = names["learn_to_serve"](np.random.default_rng(seed), myopic)
        found[name] = float(market.visits_worth(policies[-1])[market.START])
        found["dice"] = float(market.visits_worth(policies[0])[market.START])
    return found | {"best": float(market.visits_worth(market.best_visits())[market.START])}


def seconds(names: dict, seed: int) -> dict:
    """Return the processor time of choice and update for 100,000 guests."""
    found = {}
    for name in ("linucb", "thompson_linear"):
        for stalls in (100, 1):
            begun = time.process_time()
            names["opened"](names[name], guests=100_000 // stalls, n=stalls, seed=seed)
            found[f"{name}, {stalls} stalls"] = time.process_time() - begun
    return found


def main() -> None:
    """Run each seed in a process of its own and sum up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sweep", action="store_true", help="other settings, too")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone is not None:
        names, seed = names_of("recommender"), 1_000 + options.alone
        run = {"regret": regrets(names, seed, options.sweep), "recovery": recoveries(names, seed)}
        run |= {"error": errors(names, seed), "visits": visits(names, seed)}
        print(json.dumps(run | {"seconds": seconds(names, seed)}))
        return
    runs = list(each_alone(range(options.seeds)))

    def column(part: str, name: str) -> np.ndarray:
        return np.array([run[part][name] for run in runs])

    for name in runs[0]["regret"]:
        missed = column("regret", name)
        print(
            f"regret of {name}: {missed.mean():,.0f} ({missed.min():,.0f} to {missed.max():,.0f})"
        )
    one, two = (column("regret", name) for name in ("linucb", "thompson_linear"))
    apart = np.maximum(one, two) / np.minimum(one, two)
    most = np.maximum(one, two) / column("regret", "one ware")
    together = max(one.mean() / two.mean(), two.mean() / one.mean())
    print(
        f"LinUCB and Thompson: {together:.3f} apart over all seeds; a seed at most {apart.max():.2f}"
    )
    print(f"of the regret of one ware for all: at most {most.max():.3f}")
    for name in runs[0]["recovery"]:
        guests = column("recovery", name)
        print(
            f"recovery of {name}: median {np.median(guests):.0f}, at most {guests.max():.0f} guests"
        )
    ips = column("error", "IPS")[:, 1]
    for name in runs[0]["error"]:
        bias, rmse = column("error", name).T
        share = rmse / ips
        print(
            f"{name}: bias {bias.mean():+.3f}, RMSE {rmse.mean():.3f}, "
            f"{share.mean():.2f} of that of IPS (at most {share.max():.2f})"
        )
    for part in ("visits", "seconds"):
        for name in runs[0][part]:
            numbers = column(part, name)
            print(
                f"{part}, {name}: {numbers.mean():.2f} ({numbers.min():.2f} to {numbers.max():.2f})"
            )


if __name__ == "__main__":
    main()
