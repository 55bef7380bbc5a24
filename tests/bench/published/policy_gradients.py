"""REINFORCE with one pond, one step and one gradient tape at a time; ours: ten ponds, one gradient."""

from __future__ import annotations

import gymnasium
import numpy as np

RESULT = (
    "REINFORCE as published: 150 lessons of 10 episodes of at most 200 steps, γ 0.95, Adam 0.01"
)
WHOLE = 209_000  # steps in those lessons, as `ours` reports them; the plain way needs as many
PART = 4_000  # of them are enough to see the pace of the plain way, which does not change
SHARE = PART / WHOLE
LESSONS, EPISODES, T_MAX, GAMMA, LEARNING_RATE, SEED = 150, 10, 200, 0.95, 0.01, 7


def new_network(names: dict) -> object:
    """Return the network of the chapter, 4 → 5 (ELU) → 1 (sigmoid), with the first dials of a seed."""
    keras = names["keras"]
    keras.utils.set_random_seed(SEED)
    hidden = keras.layers.Dense(5, activation="elu")
    return keras.Sequential(
        [keras.Input((4,)), hidden, keras.layers.Dense(1, activation="sigmoid")]
    )


def ours(names: dict) -> str:
    """Learn with the functions of the chapter: ponds in step, one gradient and one turn a lesson."""
    network, rng = new_network(names), np.random.default_rng(SEED)
    optimizer = names["keras"].optimizers.Adam(LEARNING_RATE)
    optimizer.build(network.trainable_variables)
    ponds = gymnasium.make_vec("CartPole-v1", num_envs=EPISODES, max_episode_steps=T_MAX)
    ponds.reset(seed=SEED)

    @names["tf"].function(reduce_retracing=True)
    def turn(states, actions, psi):
        gradient = names["policy_gradient"](network, states, actions, psi)
        optimizer.apply_gradients(zip(gradient, network.trainable_variables, strict=True))

    def play(weights):
        def act(states):
            return names["sample_actions"](names["left_probability"](weights, states), rng)

        return names["play_episodes"](ponds, act, T_MAX)

    def weigh(rewards, playing):
        return names["normalise"](names["discounted_returns"](rewards, GAMMA), playing)

    def learn(states, actions, psi):
        turn(states.reshape(-1, 4), actions.reshape(-1), psi.reshape(-1).astype(np.float32))

    totals = names["reinforce"](network, play, weigh, learn, LESSONS)
    return f"{totals.sum():,.0f} steps; mean of the last ten lessons {totals[-10:].mean():.1f}"


def published(names: dict) -> str:
    """Learn from PART of the steps the plain way, in whole lessons; the last one may be cut short."""
    network, rng = new_network(names), np.random.default_rng(SEED)
    optimizer = names["keras"].optimizers.Adam(LEARNING_RATE)
    env = gymnasium.make("CartPole-v1", max_episode_steps=T_MAX)
    env.reset(seed=SEED)
    lessons, left = [], PART
    while left:
        rewards, gradients = [], []
        for _ in range(EPISODES):
            episode = play_one(names["tf"], network, env, rng, left)
            left -= len(episode[0])
            rewards.append(episode[0])
            gradients += episode[1]
            if not left:
                break
        weights = normalised([discounted(episode, GAMMA) for episode in rewards])
        layers = zip(*gradients, strict=True)
        summed = [-sum(w * g for w, g in zip(weights, layer, strict=True)) for layer in layers]
        optimizer.apply_gradients(zip(summed, network.trainable_variables, strict=True))
        lessons.append(sum(map(len, rewards)) / len(rewards))
    return f"{PART:,} steps in {len(lessons)} lessons; mean of the best {max(lessons):.1f}"


def play_one(tf, network, env, rng: np.random.Generator, most: int) -> tuple[list, list]:
    """Play an episode of so many steps at most; return each step's reward and gradient of ln π."""
    rewards, gradients = [], []
    state, _ = env.reset()
    over = False
    while not over and len(rewards) < most:
        with tf.GradientTape() as tape:
            p_left = network(state[np.newaxis])[0, 0]
            action = int(rng.random() >= float(p_left))
            log_pi = tf.math.log(1 - p_left if action else p_left)
        gradients.append(tape.gradient(log_pi, network.trainable_variables))
        state, reward, terminated, truncated, _ = env.step(action)
        rewards.append(reward)
        over = terminated or truncated
    return rewards, gradients


def discounted(rewards: list[float], gamma: float) -> np.ndarray:
    """Return the return of each step of one episode."""
    returns = np.array(rewards, dtype=float)
    for t in range(len(returns) - 2, -1, -1):
        returns[t] += gamma * returns[t + 1]
    return returns


def normalised(episodes: list[np.ndarray]) -> np.ndarray:
    """Return the returns of all episodes in one row, less their mean, over their spread."""
    flat = np.concatenate(episodes)
    return ((flat - flat.mean()) / flat.std()).astype(np.float32)
