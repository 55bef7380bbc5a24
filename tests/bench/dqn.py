"""DQN on CartPole-v1 beside stable-baselines3, on the same machine in the same run.

    python tests/bench/dqn.py --seeds 10 --rival .venv-bench/bin/python

Each learner is timed from nothing (compilation included) until a greedy evaluation of 100 episodes,
made every 1,000 steps, has a mean of at least 475. Ours is the code of the solved notebook, cell by
cell; the rival has the tuned settings published in rl-baselines3-zoo. The two take turns, so that a
slow minute of the machine hits both.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat

REPO = Path(__file__).resolve().parents[2]
RIVAL = """
import json, sys, time
import gymnasium, numpy as np
from stable_baselines3 import DQN
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv

class UntilSolved(BaseCallback):
    def _on_step(self):
        if self.num_timesteps % 1000:
            return True
        return score(self.model, self.num_timesteps) < 475

def score(model, seed, episodes=100):
    envs = gymnasium.make_vec("CartPole-v1", num_envs=episodes)
    state, _ = envs.reset(seed=10_000 + seed)
    alive, returns = np.ones(episodes, dtype=bool), np.zeros(episodes)
    while alive.any():
        action, _ = model.predict(state, deterministic=True)
        state, reward, terminated, truncated, _ = envs.step(action)
        returns += alive * reward
        alive &= ~(terminated | truncated)
    global last
    last = returns.mean()
    return last

import torch
torch.set_num_threads(2)
last, begun = 0.0, time.perf_counter()
model = DQN(
    "MlpPolicy", "CartPole-v1", seed=int(sys.argv[1]), device="cpu",
    learning_rate=2.3e-3, batch_size=64, buffer_size=100_000, learning_starts=1000, gamma=0.99,
    target_update_interval=10, train_freq=256, gradient_steps=128,
    exploration_fraction=0.16, exploration_final_eps=0.04, policy_kwargs={"net_arch": [256, 256]},
)
model.learn(50_000, callback=UntilSolved())
seconds = time.perf_counter() - begun
print(json.dumps({"seconds": seconds, "steps": model.num_timesteps, "score": float(last)}))
"""


def notebook_names() -> dict:
    """Run the solved notebook's cells, tests and pictures left out; return what they define."""
    path = REPO / "source" / "dqn" / "dqn.ipynb"
    names: dict = {"__name__": "__main__"}
    for cell in nbformat.read(path, as_version=4).cells:
        graded = cell.metadata.get("nbgrader", {}).get("grade")
        if (
            cell.cell_type == "code"
            and not graded
            and "showcase" not in cell.metadata.get("tags", [])
        ):
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def our_run(names: dict, seed: int) -> dict:
    """Train the notebook's agent once."""
    begun = time.perf_counter()
    agent = names["DeepQ"](seed, names["td_targets"], **names["CHOICES"])
    settings = (names["LIMIT"], names["WARM_UP"], names["EVERY"], names["SOLVED"])
    scores = names["train"](agent, names["epsilon_now"], *settings)
    seconds = time.perf_counter() - begun
    steps = names["EVERY"] * len(scores)
    return {"seconds": seconds, "steps": steps, "score": float(scores[-1])}


def rival_run(python: str, seed: int) -> dict:
    """Train the rival once, in its own environment; the clock starts after its imports."""
    command = [python, "-W", "ignore", "-c", RIVAL, str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def summary(name: str, runs: list[dict]) -> float:
    """Print one line on the runs and return the median of their seconds."""
    seconds = [run["seconds"] for run in runs]
    solved = sum(run["score"] >= 475 for run in runs)
    median = statistics.median(seconds)
    print(
        f"{name}: {solved} of {len(runs)} solved, median {median:.1f} s, worst {max(seconds):.1f} s"
    )
    return median


def main() -> None:
    """Train both on each seed in turn and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--rival", help="python of an environment with stable-baselines3")
    options = parser.parse_args()
    names = notebook_names()
    ours, theirs = [], []
    for seed in range(options.seeds):
        ours.append(our_run(names, seed))
        line = f"seed {seed}: ours {ours[-1]['seconds']:.1f} s"
        if options.rival:
            theirs.append(rival_run(options.rival, seed))
            line += f", stable-baselines3 {theirs[-1]['seconds']:.1f} s"
        print(line, file=sys.stderr, flush=True)
    mine = summary("ours", ours)
    if theirs:
        print(f"ratio of medians: {summary('stable-baselines3', theirs) / mine:.1f}")


if __name__ == "__main__":
    main()
