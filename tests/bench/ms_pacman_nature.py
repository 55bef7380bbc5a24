"""Ms. Pac-Man from raw frames, for whoever has hours or a graphics card: Double DQN on Mnih's network.

    python tests/bench/ms_pacman_nature.py nature --minutes 600
    python tests/bench/ms_pacman_nature.py nature --minutes 600          # goes on where it stopped
    python tests/bench/ms_pacman_nature.py nature --judge --games 20

The network of Mnih and others (2015) sees 84 × 84 grey pixels, four frames deep, and the learner is
theirs with Double DQN's targets (van Hasselt and others, 2016): a batch of 32 every four steps, rewards
clipped to ±1, a lost life as an end. What is played is the registered game, with sticky actions; what
is told at the end is the mean of whole games, every point counted, on seeds never learned from.

`nature` is a folder. Every few minutes the network goes there with the state of its optimizer, in one
file that replaces the one before. The memory of moves stays behind, being large: who goes on first
plays until it holds enough to learn from.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "0")  # all processors; the notebooks take one

import numpy as np

from lib import quiet
from lib.worlds import ms_pacman as arcade

with quiet.chatter():
    import cv2
    import keras
    import tensorflow as tf

SIDE, DEEP, ACTIONS = 84, 4, 9
BATCH, EVERY, GAMMA, RATE = 32, 4, 0.99, 1e-4  # a batch every so many steps
WARM_UP, RENEWED = 10_000, 2_000  # moves before the first batch; batches between targets' networks
CLUMSY, EXPLORING = 0.01, 0.1  # ε at the end, and the share of all steps in which it falls from 1
JUDGED = 0.01  # ε of the games that judge
UNSEEN = 10_000  # where the seeds of the judging games begin


def small(frame: np.ndarray) -> np.ndarray:
    """Return a frame as 84 × 84 grey pixels."""
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    return cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA)


def build_network(seed: int) -> keras.Model:
    """Return the network of Mnih and others, 2015, with an optimizer."""
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    sizes = (32, 8, 4), (64, 4, 2), (64, 3, 1)
    body = [layers.Conv2D(f, k, strides=s, activation="relu") for f, k, s in sizes]
    head = [layers.Flatten(), layers.Dense(512, "relu"), layers.Dense(ACTIONS)]
    seen = [keras.Input((SIDE, SIDE, DEEP)), layers.Rescaling(1 / 255)]
    network = keras.Sequential([*seen, *body, *head])
    network.compile(keras.optimizers.Adam(RATE))
    return network


class Memory:
    """The last moves: each frame is kept once, and stacks of four are put together when asked for."""

    def __init__(self, capacity: int) -> None:
        self.frames = np.zeros((capacity, SIDE, SIDE), np.uint8)
        self.actions, self.rewards = np.zeros(capacity, np.int32), np.zeros(capacity, np.float32)
        self.ended, self.first = np.zeros(capacity, bool), np.zeros(capacity, bool)
        self.capacity, self.count = capacity, 0

    def add(self, frame, action: int, reward: float, ended: bool, first: bool) -> None:
        """Note a move: the last frame before it, and whether a life ended with it, or began before it."""
        i = self.count % self.capacity
        self.frames[i], self.actions[i], self.rewards[i] = frame, action, reward
        self.ended[i], self.first[i] = ended, first
        self.count += 1

    def stacks(self, moments: np.ndarray) -> np.ndarray:
        """Return what was seen at these moments, shape (n, 84, 84, 4): nothing from the game before."""
        seen, same = [], np.ones(len(moments), bool)
        for back in range(DEEP):
            at = (moments - back) % self.capacity
            seen.append(self.frames[at] * same[:, None, None])
            same = same & ~self.first[at]
        return np.stack(seen[::-1], axis=-1)

    def sample(self, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
        """Return a batch: stacks, actions, rewards, the next stacks, and whether a life ended."""
        oldest = max(self.count - self.capacity, 0) + DEEP
        moments = rng.integers(oldest, self.count - 1, size=BATCH)
        at = moments % self.capacity
        now, then = self.stacks(moments), self.stacks(moments + 1)
        return now, self.actions[at], self.rewards[at], then, self.ended[at].astype(np.float32)


class Learner:
    """Double DQN. Its age is the number of batches that its optimizer has counted."""

    def __init__(self, file: Path, seed: int) -> None:
        self.file, self.rng = file, np.random.default_rng()
        self.network = keras.models.load_model(file) if file.exists() else build_network(seed)
        self.other = keras.models.clone_model(self.network)
        self.other.set_weights(self.network.get_weights())
        frames = tf.TensorSpec((None, SIDE, SIDE, DEEP), tf.uint8)
        numbers = tf.TensorSpec((BATCH,), tf.float32)
        ways = tf.TensorSpec((BATCH,), tf.int32)
        self._best = tf.function(lambda x: tf.argmax(self.network(x), 1), input_signature=[frames])
        self._learn = tf.function(
            self._step, input_signature=[frames, ways, numbers, frames, numbers]
        )

    @property
    def age(self) -> int:
        """Return how many batches were studied, in this run and in those before."""
        return int(self.network.optimizer.iterations)

    def choose(self, stack: np.ndarray, epsilon: float) -> int:
        """Return the best action, or with probability ε any."""
        if self.rng.random() < epsilon:
            return int(self.rng.integers(ACTIONS))
        return int(self._best(stack[None])[0])

    def study(self, memory: Memory) -> None:
        """Learn from a batch."""
        self._learn(*memory.sample(self.rng))
        if self.age % RENEWED == 0:
            self.other.set_weights(self.network.get_weights())

    def save(self) -> None:
        """Put the network in the place of the one saved before; whoever is killed meanwhile loses neither."""
        new = self.file.with_name("new.keras")
        self.network.save(new)
        new.replace(self.file)

    def _step(self, now, actions, rewards, then, ended):
        best = tf.argmax(self.network(then), 1)
        ahead = tf.gather(self.other(then), best, batch_dims=1)
        targets = rewards + GAMMA * (1 - ended) * ahead
        with tf.GradientTape() as tape:
            error = tf.abs(tf.gather(self.network(now), actions, batch_dims=1) - targets)
            loss = tf.reduce_mean(tf.where(error < 1, error**2 / 2, error - 0.5))
        variables = self.network.trainable_variables
        self.network.optimizer.apply(tape.gradient(loss, variables), variables)


def train(learner: Learner, options: argparse.Namespace) -> None:
    """Play and learn until the minutes or the steps are over."""
    env, memory = arcade.make(), Memory(options.memory)
    begun = saved = time.monotonic()
    age, steps, score, diary, over, stack, first = learner.age, 0, 0.0, [], True, None, True
    while time.monotonic() - begun < 60 * options.minutes and EVERY * learner.age < options.steps:
        if over:
            frame, info = env.reset(seed=int(learner.rng.integers(2**31)))
            stack, lives, score, first = (
                np.zeros((SIDE, SIDE, DEEP), np.uint8),
                info["lives"],
                0,
                True,
            )
            stack[..., -1] = small(frame)
        share = EVERY * learner.age / options.steps / EXPLORING
        action = learner.choose(stack, max(CLUMSY, 1 - (1 - CLUMSY) * share))
        frame, reward, terminated, truncated, info = env.step(action)
        over, died, lives = terminated or truncated, info["lives"] < lives, info["lives"]
        memory.add(stack[..., -1], action, np.sign(reward), over or died, first)
        stack = np.concatenate([stack[..., 1:], small(frame)[..., None]], axis=-1)
        score, steps, first = score + reward, steps + 1, False
        if memory.count > options.warm_up and steps % EVERY == 0:
            learner.study(memory)
        if over:
            diary.append(score)
        if time.monotonic() - saved > 60 * options.every:
            learner.save()
            tell(learner, steps, age, begun, diary)
            saved = time.monotonic()
    env.close()
    learner.save()
    tell(learner, steps, age, begun, diary)


def tell(learner: Learner, steps: int, age: int, begun: float, diary: list[float]) -> None:
    """Print how far learning is, how fast, and the mean score of the last games learned in."""
    seconds, studied = time.monotonic() - begun, learner.age - age
    mean = f"{np.mean(diary[-20:]):,.0f}" if diary else "none yet"
    print(
        f"{learner.age:,} batches in all; this time {steps:,} steps, {studied:,} batches, "
        f"{studied / seconds:.1f} a second; the last games learned in: {mean}",
        flush=True,
    )


def judge(learner: Learner, options: argparse.Namespace) -> np.ndarray:
    """Return the scores of so many whole games."""
    seeds = np.random.SeedSequence(UNSEEN + options.seed).generate_state(options.games).tolist()
    env, scores = arcade.make(), []
    for seed in seeds:
        (frame, _), score, over = env.reset(seed=seed), 0.0, False
        stack = np.zeros((SIDE, SIDE, DEEP), np.uint8)
        while not over:
            stack = np.concatenate([stack[..., 1:], small(frame)[..., None]], axis=-1)
            frame, reward, terminated, truncated, _ = env.step(learner.choose(stack, JUDGED))
            score, over = score + reward, terminated or truncated
        scores.append(score)
    env.close()
    return np.array(scores)


def main() -> None:
    """Learn for a while, unless only to be judged; then play whole games."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the network is kept")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--steps", type=int, default=10_000_000, help="in all, over all runs")
    parser.add_argument("--memory", type=int, default=500_000, help="moves; 7 kB each")
    parser.add_argument("--warm-up", type=int, default=WARM_UP, help="moves before the first batch")
    parser.add_argument("--every", type=float, default=5, help="minutes between savings")
    parser.add_argument("--games", type=int, default=20, help="whole games that judge")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--judge", action="store_true", help="the saved network, nothing learned")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    learner = Learner(options.folder / "network.keras", options.seed)
    if not options.judge:
        train(learner, options)
    scores = judge(learner, options)
    error = 1.96 * scores.std(ddof=1) / np.sqrt(len(scores)) if len(scores) > 1 else float("nan")
    print(f"{len(scores)} whole games: mean {scores.mean():,.0f} ± {error:,.0f} (95 %)")


if __name__ == "__main__":
    main()
