"""Ms. Pac-Man: the chapter's learners beside DQN from stable-baselines3, for the same processor time.

    python tests/bench/ms_pacman_rival.py --seeds 3 --rival .venv-bench/bin/python
    python tests/bench/ms_pacman_rival.py --seeds 3 --rival .venv-bench/bin/python --window --steps 40000

Ours learns as many steps as it is told; the rival then learns on the same seed until it has used as
much processor time, clocks running from after the imports. It has the settings that rl-baselines3-zoo
publishes for Atari, on raw frames: AtariWrapper (lives as episodes, clipped rewards, up to 30 no-ops),
four frames deep. Three things are changed, all of them for its good or to keep the game the same:

* it learns from step 1,000 on (`--learning-starts`), not 100,000, which it would never reach;
* its exploration falls over the first tenth of the *seconds*, not of ten million steps;
* the wrapper repeats no actions, because the registered game does already.

Both are judged by whole games of the registered environment (three lives, sticky actions, every point
counted) on the same seeds; the rival with one random action in a hundred, as the zoo lets it play.
Then each side plays at random and studies without playing, for some seconds each, for their speeds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from chapters import REPO, names_of

UNSEEN = 10_000  # where the seeds of the judging games begin
ATARI = {
    "buffer_size": 100_000,
    "learning_rate": 1e-4,
    "batch_size": 32,
    "target_update_interval": 1_000,
    "train_freq": 4,
    "gradient_steps": 1,
}
EXPLORING, CLUMSY = 0.1, 0.01  # share of the training in which ε falls, and where it ends


def counted(owner: type, method: str) -> list[int]:
    """Count the calls of a method from now on, in a list of one number."""
    calls, call = [0], getattr(owner, method)

    def counting(*arguments):
        calls[0] += 1
        return call(*arguments)

    setattr(owner, method, counting)
    return calls


def times_a_second(act: Callable[[], int], seconds: float = 3.0) -> float:
    """Return how often something is done in a second of the processor; act returns how often it did."""
    act()
    begun, done = time.process_time(), 0
    while time.process_time() - begun < seconds:
        done += act()
    return done / (time.process_time() - begun)


def told(seconds: float, steps: int, updates: int, scores: np.ndarray, speeds: tuple) -> str:
    """Return in one line of JSON what a run came to; speeds: of play alone, of updates alone."""
    found = {"seconds": seconds, "steps": steps, "updates": updates, "scores": scores.tolist()}
    return json.dumps(found | {"plays": speeds[0], "studies": speeds[1]})


def ours(options: argparse.Namespace) -> str:
    """Learn and be judged, by the code of the solved notebook."""
    names = names_of("ms_pacman")
    arcade, learn = names["arcade"], names["watch" if options.window else "train"]
    steps, studied = counted(arcade.Game, "step"), counted(names["Peter"], "study")
    begun = time.process_time()
    learner, _ = learn(options.alone, options.steps or names["LESSON"])
    seconds, played = time.process_time() - begun, steps[0]
    updates = int(learner.optimizer.iterations) if options.window else studied[0]
    scores = arcade.evaluate(
        lambda scene: learner.choose(scene)[0], options.games, UNSEEN + options.alone
    )
    look, rng = names["window" if options.window else "features"], np.random.default_rng(0)
    env = arcade.make()

    def play() -> int:
        game = arcade.Game(0, env)
        while not game.over:
            look(game.scene)
            game.move(int(rng.choice(game.scene.ways)))
        return game.steps

    _, noted = learner.choose(arcade.Game(0, env).scene)

    def study() -> int:
        learner.study(noted, 0.0, noted)
        return 1

    return told(seconds, played, updates, scores, (times_a_second(play), times_a_second(study)))


def theirs(options: argparse.Namespace) -> str:
    """Learn for so many seconds and be judged, by stable-baselines3."""
    import torch
    from stable_baselines3 import DQN
    from stable_baselines3.common.atari_wrappers import AtariWrapper, WarpFrame
    from stable_baselines3.common.callbacks import BaseCallback
    from stable_baselines3.common.vec_env import DummyVecEnv, VecFrameStack

    sys.path.insert(0, str(REPO))
    from lib.worlds import ms_pacman as arcade

    torch.set_num_threads(1)
    begun = time.process_time()

    class UntilTheTimeIsUp(BaseCallback):
        def _on_step(self) -> bool:
            return time.process_time() - begun < options.seconds

    def epsilon(_: float) -> float:
        share = (time.process_time() - begun) / options.seconds
        return max(CLUMSY, 1 - (1 - CLUMSY) * share / EXPLORING)

    def atari():
        return VecFrameStack(DummyVecEnv([lambda: AtariWrapper(arcade.make(), frame_skip=1)]), 4)

    def judge(seed: int) -> float:
        env, stack, score, over = (
            WarpFrame(arcade.make()),
            np.zeros((4, 84, 84), np.uint8),
            0,
            False,
        )
        frame, _ = env.reset(seed=seed)
        while not over:
            stack = np.concatenate([stack[1:], frame[None, :, :, 0]])
            action, _ = model.predict(stack, deterministic=False)
            frame, reward, terminated, truncated, _ = env.step(int(action))
            score, over = score + reward, terminated or truncated
        env.close()
        return float(score)

    starts = {"learning_starts": options.learning_starts, "seed": options.alone, "device": "cpu"}
    model = DQN("CnnPolicy", atari(), **ATARI, **starts)
    model.exploration_schedule = epsilon
    model.learn(10_000_000, callback=UntilTheTimeIsUp())
    seconds, played, updates = time.process_time() - begun, model.num_timesteps, model._n_updates
    model.exploration_rate = CLUMSY
    seeds = np.random.SeedSequence(UNSEEN + options.alone).generate_state(options.games).tolist()
    scores, envs = np.array([judge(seed) for seed in seeds]), atari()
    envs.reset()

    def play() -> int:
        envs.step([envs.action_space.sample()])
        return 1

    def study() -> int:
        model.train(10, ATARI["batch_size"])
        return 10

    return told(seconds, played, updates, scores, (times_a_second(play), times_a_second(study)))


def in_a_process(python: str, who: str, seed: int, *more: str) -> dict:
    """Run one side in a process of its own, print one line at once, and return what it came to."""
    command = [python, "-W", "ignore", *sys.argv, "--who", who, "--alone", str(seed), *more]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{who}, seed {seed}, failed:\n{done.stderr}")
    run = json.loads(done.stdout.splitlines()[-1])
    ends = f"mean {np.mean(run['scores']):,.0f}, {min(run['scores']):,.0f} to {max(run['scores']):,.0f}"
    did = f"{run['steps']:,} steps and {run['updates']:,} updates in {run['seconds']:.1f} s"
    print(f"seed {seed}: {who:17} {ends}; {did}", flush=True)
    return run


def summary(who: str, runs: list[dict]) -> float:
    """Print a side's score and speeds, and return its mean score."""
    seconds = sum(run["seconds"] for run in runs)
    steps, updates = (sum(run[what] for run in runs) / seconds for what in ("steps", "updates"))
    plays, studies = (np.mean([run[what] for run in runs]) for what in ("plays", "studies"))
    means = [np.mean(run["scores"]) for run in runs]
    print(f"{who}: mean {np.mean(means):,.0f} ({', '.join(f'{mean:,.0f}' for mean in means)})")
    print(f"    learning, a second: {4 * steps:,.0f} frames played, {updates:,.0f} updates")
    print(f"    a second of either alone: {4 * plays:,.0f} frames played, {studies:,.0f} updates")
    return float(np.mean(means))


def main() -> None:
    """Let both learn on each seed in turn, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--games", type=int, default=20, help="whole games that judge each seed")
    parser.add_argument("--rival", required=True, help="python with stable-baselines3 and ale-py")
    parser.add_argument("--window", action="store_true", help="our network, not the features")
    parser.add_argument("--steps", type=int, help="of ours; as in the notebook, if not given")
    parser.add_argument("--learning-starts", type=int, default=1_000, help="the zoo has 100,000")
    parser.add_argument("--who", choices=("ours", "stable-baselines3"), help=argparse.SUPPRESS)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.who:
        print(ours(options) if options.who == "ours" else theirs(options))
        return
    mine, others = [], []
    for seed in range(options.seeds):
        mine.append(in_a_process(sys.executable, "ours", seed))
        seconds = "--seconds", str(mine[-1]["seconds"])
        others.append(in_a_process(options.rival, "stable-baselines3", seed, *seconds))
    scores = summary("ours", mine), summary("stable-baselines3", others)
    print(f"ours scores {scores[0] / scores[1]:.1f} times as much, after the same processor time")


if __name__ == "__main__":
    main()
