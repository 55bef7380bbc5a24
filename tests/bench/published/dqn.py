"""Sixteen poles, a numpy snapshot and compiled lessons; against a pole, a call and a tape a step."""

from __future__ import annotations

from collections import deque

import gymnasium
import numpy as np

RESULT = (
    "5,000 steps of deep Q-learning on CartPole, a lesson a step, then five games of at most 200"
)
STEPS, SEED = 5_000, 7
SHARE = 0.2  # of the steps; warm-up and the fall of ε are shortened alike


def five_games(act) -> str:
    """Play five greedy games, and return a text on them."""
    from lib import rollout

    games = rollout.evaluate("CartPole-v1", act, 5, SEED, max_episode_steps=200)
    return f"mean of five games {games.mean():.0f} of 200"


def ours(names: dict) -> str:
    """Train the notebook's agent for all 5,000 steps, never resting."""
    agent = names["DeepQ"](SEED, names["td_targets"], **names["CHOICES"])
    names["train"](agent, names["epsilon_now"], STEPS, names["WARM_UP"], STEPS, np.inf)
    return f"{STEPS:,} steps, {five_games(agent.greedy)}"


def published(names: dict) -> str:
    """Do the same arithmetic with one pole, a network call for each action and a tape for each step."""
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(SEED)
    choices, size, gamma = names["CHOICES"], names["SIZE"], names["GAMMA"]
    steps, warm_up = int(SHARE * STEPS), int(SHARE * names["WARM_UP"])
    falls = names["EPSILON"] | {"steps": SHARE * names["EPSILON"]["steps"]}

    def build():
        hidden = [keras.layers.Dense(units, "relu") for units in choices["hidden"]]
        return keras.Sequential([keras.Input((4,)), *hidden, keras.layers.Dense(2)])

    network, target_network = build(), build()
    target_network.set_weights(network.get_weights())
    adam = keras.optimizers.Adam(choices["learning_rate"])
    memory: deque = deque(maxlen=names["CAPACITY"])

    def greedy(states):
        return np.argmax(network(np.asarray(states / size, np.float32)), axis=1)

    def learn():
        rows = [memory[i] for i in rng.integers(len(memory), size=choices["batch"])]
        state, action, reward, next_state, terminated = map(np.array, zip(*rows, strict=True))
        following = tf.reduce_max(target_network(next_state), axis=1)
        y = reward + gamma * np.where(terminated, 0, following)
        with tf.GradientTape() as tape:
            Q = tf.reduce_sum(network(state) * tf.one_hot(action, 2), axis=1)
            loss = tf.reduce_mean((y - Q) ** 2)
        weights = network.trainable_variables
        adam.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        for old, new in zip(target_network.variables, network.variables, strict=True):
            old.assign(old + choices["tau"] * (new - old))

    env, over = gymnasium.make("CartPole-v1"), True
    for step in range(steps):
        if over:
            state, _ = env.reset(seed=SEED + step)
        explore = rng.random() < names["epsilon_at"](step, **falls)
        action = int(rng.integers(2)) if explore else int(greedy(state[None])[0])
        next_state, reward, terminated, truncated, _ = env.step(action)
        row = (state / size, action, np.float32(reward), next_state / size, terminated)
        memory.append(row)
        state, over = next_state, terminated or truncated
        if step >= warm_up:
            learn()
    return f"{steps:,} steps, {five_games(greedy)}"
