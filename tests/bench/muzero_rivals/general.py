"""muzero-general on CartPole-v1, until it is judged good enough; run by ``muzero_rival.py``.

Its actors are started as its own ``MuZero.train`` starts them, with all the settings it publishes,
but only set to work when all have been built, so that no import is counted. Its ``gym`` is gone: the
few calls its game makes go to gymnasium. Left out is its test worker, which teaches nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import judging
import numpy as np
import psutil
import ray
import torch

EVERY = 500  # training steps between two judgements
GYM = '''
"""What muzero-general asks of gym, answered by gymnasium."""
import gymnasium


class Old:
    def __init__(self, name):
        self.env, self.first = gymnasium.make(name), None

    def seed(self, seed):
        self.first = seed

    def reset(self):
        first, self.first = self.first, None
        return self.env.reset(seed=first)[0]

    def step(self, action):
        state, reward, terminated, truncated, info = self.env.step(action)
        return state, reward, terminated or truncated, info

    def close(self):
        self.env.close()


make = Old
'''


def actors(muzero) -> dict:
    """Build the actors as ``MuZero.train`` does, without a GPU."""
    import replay_buffer
    import self_play
    import shared_storage
    import trainer

    config, start = muzero.config, muzero.checkpoint
    free = {"num_cpus": 0}
    return {
        "storage": shared_storage.SharedStorage.remote(start, config),
        "trainer": trainer.Trainer.options(**free).remote(start, config),
        "buffer": replay_buffer.ReplayBuffer.remote(start, {}, config),
        "reanalysing": replay_buffer.Reanalyse.options(**free).remote(start, config),
        "player": self_play.SelfPlay.options(**free).remote(
            start, muzero.Game, config, config.seed
        ),
    }


@ray.remote(num_cpus=0)
class Judge:
    """Plays with its search, greedily and without noise, in a process that is not counted."""

    def __init__(self, config) -> None:
        import models
        import self_play

        torch.set_num_threads(1)
        self.config, self.model = config, models.MuZeroNetwork(config)
        self.model.eval()
        self.search = self_play.MCTS(config)
        # A ray actor's class hides its methods; this one needs no actor.
        self.select = self_play.SelfPlay.__ray_metadata__.modified_class.select_action

    def choose(self, states: np.ndarray) -> list[int]:
        """Return the action most visited from each state."""
        with torch.no_grad():
            search = self.search.run
            roots = [search(self.model, one[None, None], [0, 1], 0, False)[0] for one in states]
        return [int(self.select(root, 0)) for root in roots]

    def judge(self, weights: dict, seed: int, mark: float) -> list[float]:
        """Return the scores of games played with such weights."""
        np.random.seed(seed)  # noqa: NPY002 (its search draws from here)
        self.model.set_weights(weights)
        return judging.judge(self.choose, seed, mark, abreast=1)


class Clock:
    """Seconds of processor time that each actor has used since the clock was set."""

    def __init__(self, at_work: dict) -> None:
        pids = {who: ray.get(one.__ray_call__.remote(_pid)) for who, one in at_work.items()}
        self.processes = {who: psutil.Process(pid) for who, pid in pids.items()}
        self.begun = {who: self.used(who) for who in pids}

    def used(self, who: str) -> float:
        """Return the seconds of an actor's process since its birth."""
        times = self.processes[who].cpu_times()
        return times.user + times.system

    def read(self) -> dict[str, float]:
        """Return the seconds of each."""
        return {who: self.used(who) - begun for who, begun in self.begun.items()}


def _pid(_) -> int:
    return os.getpid()


def learn(options: argparse.Namespace) -> dict:
    """Let it learn until it is judged good enough, has done all its steps, or used up its time."""
    import muzero as general

    settings = {"seed": options.seed, "results_path": options.results, "train_on_gpu": False}
    muzero = general.MuZero("cartpole", settings)
    at_work, judge = actors(muzero), Judge.remote(muzero.config)
    storage, buffer, trainer = at_work["storage"], at_work["buffer"], at_work["trainer"]
    clock, begun = Clock(at_work), time.time()
    storage.set_info.remote("terminate", False)
    at_work["player"].continuous_self_play.remote(storage, buffer)
    trainer.continuous_update_weights.remote(buffer, storage)
    at_work["reanalysing"].reanalyse.remote(buffer, storage)
    waiting, best, sent, going = [], 0.0, 0, True
    while going or waiting:
        ready = ray.wait([waiting[0][0]], timeout=0.2)[0] if waiting else time.sleep(0.2)
        if ready:
            scores, found = ray.get(ready[0]), waiting.pop(0)[1]
            mean = float(np.mean(scores))
            print(json.dumps(found | {"mean": mean}), file=sys.stderr, flush=True)
            if judging.reached(scores, options.mark):
                return found | {"reached": True, "mean": mean}
            best = max(best, mean)
        if going:
            last = note(storage, clock, begun)
            going = last["seconds"] < options.seconds
            going &= last["updates"] < muzero.config.training_steps
            if last["updates"] >= EVERY * (sent + 1) or not going:
                sent = last["updates"] // EVERY
                weights, seed = storage.get_info.remote("weights"), 1_000 * options.seed + sent
                waiting.append((judge.judge.remote(weights, seed, options.mark), last))
            if not going:
                storage.set_info.remote("terminate", True)
    return last | {"reached": False, "mean": best}


def note(storage, clock: Clock, begun: float) -> dict:
    """Return what has been done by now."""
    keys = {"num_played_games": "games", "num_played_steps": "steps", "training_step": "updates"}
    info, used = ray.get(storage.get_info.remote(list(keys))), clock.read()
    done = {name: info[key] for key, name in keys.items()}
    return done | {"seconds": sum(used.values()), "of": used, "wall": time.time() - begun}


def main() -> None:
    """Learn once, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rival", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mark", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.results = Path(folder)  # where it saves its weights, every ten updates
        Path(folder, "gym.py").write_text(GYM)
        folders = [folder, str(options.rival.resolve()), str(Path(__file__).resolve().parent)]
        sys.path[:0] = folders
        os.environ["PYTHONPATH"] = os.pathsep.join(folders)
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        ray.init("local", include_dashboard=False, log_to_driver=False, configure_logging=False)
        found = learn(options)
        ray.shutdown()
    print(json.dumps({"seed": options.seed} | found))


if __name__ == "__main__":
    main()
