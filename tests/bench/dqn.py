"""DQN on CartPole-v1 beside stable-baselines3, on the same machine in the same run.

    python tests/bench/dqn.py --seeds 10 --rival .venv-bench/bin/python

Both learn in a fresh process, timed after its imports and from nothing (compilation included) until a
greedy evaluation of 100 episodes, made every 1,000 steps by the same function, has a mean of at
least 475. Who has not got there after 50,000 steps or `--ceiling` seconds counts as unsolved, and
with the whole ceiling in the medians. Ours is the code of the solved notebook; the rival has the
tuned settings published in rl-baselines3-zoo, which train for 50,000 steps. The two take turns, so
that a slow minute of the machine hits both.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import gymnasium
import numpy as np
from chapters import names_of

EVERY, EPISODES, SOLVED, STEPS = 1_000, 100, 475, 50_000
IMPORTS = 120.0  # seconds that a process may take before its clock begins, and to end


class OutOfTimeError(Exception):
    """The ceiling is reached."""


class Run:
    """One training against the clock, which begins here."""

    def __init__(self, seed: int, ceiling: float) -> None:
        self.seed, self.ceiling, self.scores = seed, ceiling, []
        self.seconds, self.work = 0.0, 0.0  # of the clock; of all processors together
        self.begun, self.busy = time.perf_counter(), time.process_time()

    def evaluate(self, act: Callable) -> float:
        """Return and note the mean of 100 greedy episodes. Raises ``OutOfTimeError``."""
        self.scores.append(greedy_score(act, 10_000 * self.seed + len(self.scores)))
        self.seconds = time.perf_counter() - self.begun
        self.work = time.process_time() - self.busy
        if self.seconds > self.ceiling:
            raise OutOfTimeError
        return self.scores[-1]

    def told(self) -> str:
        """Return the run in one line of JSON; who did not solve it took the whole ceiling."""
        solved = bool(self.scores) and self.scores[-1] >= SOLVED and self.seconds <= self.ceiling
        seconds = self.seconds if solved else self.ceiling
        return json.dumps(result(solved, seconds, self.work, self.scores))


def result(solved: bool, seconds: float, work: float, scores: list[float]) -> dict:
    """Return what one run came to, as it is sent from process to process."""
    score, steps = float(scores[-1]) if scores else 0.0, EVERY * len(scores)
    return {"solved": solved, "seconds": seconds, "work": work, "steps": steps, "score": score}


def greedy_score(act: Callable, seed: int) -> float:
    """Return the mean reward of the first episode of each of 100 environments, played side by side."""
    envs = gymnasium.make_vec("CartPole-v1", num_envs=EPISODES)
    states, _ = envs.reset(seed=seed)
    playing, returns = np.ones(EPISODES, dtype=bool), np.zeros(EPISODES)
    while playing.any():
        states, rewards, terminated, truncated, _ = envs.step(act(states))
        returns += playing * rewards
        playing &= ~(terminated | truncated)
    envs.close()
    return float(returns.mean())


def train_ours(seed: int, ceiling: float, choices: dict) -> Run:
    """Train the notebook's agent once."""
    names = names_of("dqn")
    run = Run(seed, ceiling)
    agent = names["DeepQ"](seed, names["td_targets"], **(names["CHOICES"] | choices))
    agent.evaluate = lambda: run.evaluate(agent.greedy)
    with contextlib.suppress(OutOfTimeError):
        names["train"](agent, names["epsilon_now"], STEPS, names["WARM_UP"], EVERY, SOLVED)
    return run


def train_rival(seed: int, ceiling: float) -> Run:
    """Train stable-baselines3 once; the numbers are those of rl-baselines3-zoo for CartPole-v1."""
    import torch
    from stable_baselines3 import DQN
    from stable_baselines3.common.callbacks import BaseCallback

    class UntilSolved(BaseCallback):
        def _on_step(self) -> bool:
            if self.num_timesteps % EVERY:
                return True
            return (
                run.evaluate(lambda states: model.predict(states, deterministic=True)[0]) < SOLVED
            )

    # Two threads are a tenth faster on an idle machine, and many times slower on a busy one.
    torch.set_num_threads(1)
    run = Run(seed, ceiling)
    model = DQN(
        "MlpPolicy",
        "CartPole-v1",
        seed=seed,
        device="cpu",
        learning_rate=2.3e-3,
        batch_size=64,
        buffer_size=100_000,
        learning_starts=1000,
        gamma=0.99,
        target_update_interval=10,
        train_freq=256,
        gradient_steps=128,
        exploration_fraction=0.16,
        exploration_final_eps=0.04,
        policy_kwargs={"net_arch": [256, 256]},
    )
    with contextlib.suppress(OutOfTimeError):
        model.learn(STEPS, callback=UntilSolved())
    return run


def in_a_process(python: str, who: str, seed: int, options: argparse.Namespace) -> dict:
    """Train once in a process of its own, print one line at once, and return the result."""
    command = [python, "-W", "ignore", __file__, "--alone", who, "--seed", str(seed)]
    command += ["--ceiling", str(options.ceiling), "--choices", options.choices]
    try:
        limit = options.ceiling + IMPORTS
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        run = result(False, options.ceiling, 0.0, [])
    else:
        if done.returncode:
            sys.exit(f"{who}, seed {seed}, failed:\n{done.stderr}")
        run = json.loads(done.stdout.splitlines()[-1])
    how = "solved" if run["solved"] else "not solved"
    took = f"{run['seconds']:.1f} s ({run['work']:.1f} s of processors)"
    told = f"{how}, {took}, {run['steps']:,} steps, score {run['score']:.0f}"
    print(f"seed {seed}: {who:17} {told}", flush=True)
    return run


def summary(name: str, runs: list[dict]) -> tuple[float, float]:
    """Print one line on the runs; return the medians of their seconds, by the clock and of processors."""
    medians, solved = [], sum(run["solved"] for run in runs)
    print(f"{name}: {solved} of {len(runs)} solved", end="")
    for kind, unit in (("seconds", "s"), ("work", "s of processors"), ("steps", "steps")):
        values = [run[kind] for run in runs]
        medians.append(statistics.median(values))
        print(
            f"; median {medians[-1]:,.1f} {unit}, {min(values):,.1f} to {max(values):,.1f}", end=""
        )
    print()
    return medians[0], medians[1]


def main() -> None:
    """Train both on each seed in turn and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--rival", help="python of an environment with stable-baselines3")
    parser.add_argument("--ceiling", type=float, default=120.0, help="seconds a run may take")
    parser.add_argument("--choices", default="{}", help="ours, changed: '{\"tau\": 0.01}'")
    parser.add_argument("--alone", choices=("ours", "stable-baselines3"), help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone == "ours":
        print(train_ours(options.seed, options.ceiling, json.loads(options.choices)).told())
    elif options.alone:
        print(train_rival(options.seed, options.ceiling).told())
    else:
        ours, theirs = [], []
        for seed in range(options.seeds):
            ours.append(in_a_process(sys.executable, "ours", seed, options))
            if options.rival:
                theirs.append(in_a_process(options.rival, "stable-baselines3", seed, options))
        mine = summary("ours", ours)
        if theirs:
            clock, work = (
                a / b for a, b in zip(summary("stable-baselines3", theirs), mine, strict=True)
            )
            print(f"ratio of medians: {clock:.1f} by the clock, {work:.1f} of processor time")


if __name__ == "__main__":
    main()
