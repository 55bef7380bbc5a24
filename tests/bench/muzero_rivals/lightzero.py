"""LightZero's MuZero on CartPole-v1, until it is judged good enough; run by ``muzero_rival.py``.

Its own ``train_muzero`` runs, with the settings it publishes for CartPole-v0; changed are the name of
the game, to the one of 500 steps, and that there is no GPU. Its evaluator is replaced by the judge,
who comes as often (every 100 updates, after which 8 more games are collected).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import sys
import tempfile
import time

import judging
import numpy as np
import psutil
import torch
from lzero.entry import train_muzero
from zoo.classic_control.cartpole.config import cartpole_muzero_config as published

collectors: list = []


def used() -> float:
    """Return the seconds of processor time of this process and of those that play its games."""
    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return sum(one.user + one.system for one in times)


class Judge:
    """Stands in for LightZero's evaluator; told on: what is known of the training by now."""

    def __init__(self, policy, options: argparse.Namespace, begun: tuple[float, float]) -> None:
        self.policy, self.options, self.begun = policy, options, begun
        self.found: dict = {"reached": False}
        self.best, self.judgings, self.judged_at = 0.0, 0.0, -1

    def should_eval(self, updates: int) -> bool:
        """Judge whenever something was learned."""
        return updates != self.judged_at

    def eval(self, _save, updates: int, steps: int) -> tuple[bool, float]:
        """Judge, and tell whether it is enough, or too late."""
        seconds = used() - self.begun[0] - self.judgings
        self.judged_at, now = updates, used()
        seed = 1_000 * self.options.seed + updates // 100
        scores = judging.judge(self.choose, seed, self.options.mark)
        mean, reached = float(np.mean(scores)), judging.reached(scores, self.options.mark)
        self.best, wall = max(self.best, mean), time.time() - self.begun[1]
        games = collectors[0]._total_episode_count
        self.found = {"games": games, "steps": steps, "updates": updates, "seconds": seconds}
        print(json.dumps(self.found | {"mean": mean, "wall": wall}), file=sys.stderr, flush=True)
        self.found |= {"wall": wall, "reached": reached, "mean": mean if reached else self.best}
        self.judgings += used() - now
        return reached or seconds >= self.options.seconds, mean

    def choose(self, states: np.ndarray) -> list[int]:
        """Return the action most visited from each state, all searched side by side."""
        which = np.arange(len(states))
        observed = torch.from_numpy(states).float()
        masks, nobody = [np.ones(2, np.int8) for _ in states], [-1] * len(states)
        acted = self.policy.forward(observed, masks, nobody, which)
        return [int(acted[one]["action"]) for one in which]


def learn(options: argparse.Namespace) -> dict:
    """Let it learn until it is judged good enough, has made all its steps, or used up its time."""
    training, judges = importlib.import_module("lzero.entry.train_muzero"), []
    collector, begun = training.Collector, (used(), time.time())

    def collecting(*arguments, **named):
        collectors.append(collector(*arguments, **named))
        return collectors[-1]

    def judge(*, policy, **_):
        judges.append(Judge(policy, options, begun))
        return judges[-1]

    training.Collector, training.Evaluator = collecting, judge
    main_config, create_config = published.main_config, published.create_config
    main_config.env.env_id, main_config.policy.cuda = "CartPole-v1", False
    settings = {"seed": options.seed, "max_env_step": published.max_env_step}
    train_muzero([main_config, create_config], **settings)
    return judges[0].found


def main() -> None:
    """Learn once, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mark", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it writes its logs where it stands
        with contextlib.redirect_stdout(sys.stderr):
            found = learn(options)
        os.chdir("/")
    print(json.dumps({"seed": options.seed} | found))


if __name__ == "__main__":
    main()
