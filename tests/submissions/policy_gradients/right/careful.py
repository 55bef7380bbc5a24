# Careful: type hints, data classes, assertions, defensive copies, optional arguments, decorators.

# %% pg-rule
from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple


def lean_policy(states: np.ndarray, *, threshold: float = 0.0) -> np.ndarray:
    """LEFT where the pole leans to the left, else RIGHT."""
    states = np.atleast_2d(np.array(states, dtype=np.float64))
    assert states.shape[1] == 4, states.shape
    pushes = np.full(states.shape[0], RIGHT, dtype=np.int8)
    pushes[states[:, 2] < threshold] = LEFT
    return pushes


# %% pg-snapshot
def _elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    out = x.copy()
    np.expm1(x, out=out, where=x < 0)
    out[x < 0] *= alpha
    return out


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """Never overflow, whatever the sign."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def left_probability(weights: Sequence[np.ndarray], states: np.ndarray) -> np.ndarray:
    assert len(weights) == 4
    x = np.array(states, dtype=np.float64)
    layers = [
        (np.asarray(w, float), np.asarray(b, float)) for w, b in zip(weights[::2], weights[1::2])
    ]
    for (W, b), activation in zip(layers, (_elu, _sigmoid), strict=True):
        x = activation(x @ W + b)
    assert x.shape[-1] == 1 and np.all((x >= 0) & (x <= 1))
    return x.squeeze(-1)


# %% pg-sample
def sample_actions(p_left: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    p_left = np.asarray(p_left)
    assert isinstance(rng, np.random.Generator)
    pushes = [rng.choice([LEFT, RIGHT], p=[p, 1 - p]) for p in p_left.ravel()]
    return np.array(pushes, dtype=int).reshape(p_left.shape)


# %% pg-play
class Lesson(NamedTuple):
    """What was felt, done and earned, and when."""

    states: np.ndarray
    actions: np.ndarray
    rewards: np.ndarray
    playing: np.ndarray

    @classmethod
    def empty(cls, T: int, n: int) -> Lesson:
        return cls(
            np.zeros((T, n, 4), np.float32),
            np.zeros((T, n), np.int64),
            np.zeros((T, n)),
            np.zeros((T, n), bool),
        )


def play_episodes(envs, act: Callable[[np.ndarray], np.ndarray], T: int) -> Lesson:
    lesson = Lesson.empty(T, envs.num_envs)
    state, _info = envs.reset()
    running = np.full(envs.num_envs, True)
    for t in range(T):
        action = np.array(act(np.array(state)), dtype=np.int64)
        assert action.shape == running.shape, "an action for each pond"
        following, reward, terminated, truncated, _info = envs.step(action.copy())
        lesson.states[t, running] = state[running]
        lesson.actions[t, running] = action[running]
        lesson.rewards[t, running] = reward[running]
        lesson.playing[t] = running
        running = running & np.logical_not(terminated) & np.logical_not(truncated)
        state = following
        if not running.any():
            return lesson
    return lesson


# %% pg-score
def score(network, state: np.ndarray, action: int, epsilon: float = 1e-12):
    assert action in (LEFT, RIGHT)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch([variable.value for variable in network.trainable_variables])
        p_left = network(tf.reshape(tf.convert_to_tensor(state, tf.float32), (1, 4)))[0, 0]
        pi = {LEFT: p_left, RIGHT: 1.0 - p_left}
        log_pi = tf.math.log(tf.maximum(pi[int(action)], epsilon))
    gradient = tape.gradient(log_pi, network.trainable_variables)
    assert all(part is not None for part in gradient)
    return log_pi, tuple(gradient)


# %% pg-returns
@functools.lru_cache(maxsize=None)
def _powers(T: int, gamma: float) -> np.ndarray:
    row = np.array([gamma**k for k in range(T)])
    return np.array([np.concatenate([np.zeros(t), row[: T - t]]) for t in range(T)])


def discounted_returns(rewards: np.ndarray, gamma: float) -> np.ndarray:
    rewards = np.array(rewards, dtype=float)
    assert rewards.ndim in (1, 2) and 0 <= gamma <= 1
    G = np.einsum("ts,s...->t...", _powers(len(rewards), float(gamma)), rewards)
    assert G.shape == rewards.shape
    return G


# %% pg-normalise
def normalise(
    returns: np.ndarray, playing: np.ndarray, eps: float = np.finfo(np.float32).eps
) -> np.ndarray:
    assert returns.shape == playing.shape and playing.dtype == bool
    result = np.zeros_like(returns, dtype=float)
    if not playing.any():
        return result
    mean, std = np.mean(returns, where=playing), np.std(returns, where=playing)
    np.divide(returns - mean, std + eps, out=result, where=playing)
    return result


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    states = tf.ensure_shape(tf.convert_to_tensor(states, tf.float32), states.shape)
    actions = tf.cast(actions, tf.int32)
    psi = tf.stop_gradient(tf.cast(psi, tf.float32))
    tf.debugging.assert_equal(tf.shape(actions), tf.shape(psi))
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for variable in network.trainable_variables:
            tape.watch(variable.value)
        p_left = tf.squeeze(network(states), axis=-1)
        p_left = tf.clip_by_value(p_left, 1e-7, 1 - 1e-7)
        log_pi = tf.where(actions == LEFT, tf.math.log(p_left), tf.math.log1p(-p_left))
        loss = -tf.reduce_sum(psi * log_pi)
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(
    network, play: Callable, weigh: Callable, learn: Callable, iterations: int
) -> np.ndarray:
    totals: np.ndarray | None = None
    for iteration in range(iterations):
        lesson = Lesson(*play([np.array(w) for w in network.get_weights()]))
        psi = weigh(lesson.rewards.copy(), lesson.playing.copy())
        learn(lesson.states, lesson.actions, psi)
        if totals is None:
            totals = np.zeros((iterations, lesson.rewards.shape[1]))
        totals[iteration] = np.sum(lesson.rewards, axis=0, where=lesson.playing)
    return np.zeros((0, 0)) if totals is None else totals


# %% pg-whole
def whole_episode(returns: np.ndarray, playing: np.ndarray) -> np.ndarray:
    assert returns.shape == playing.shape
    result = np.zeros_like(returns)
    np.copyto(result, returns[0], where=playing)
    return result


# %% pg-baseline
def advantages(returns: np.ndarray, playing: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = np.where(playing, returns, np.nan)
        count = np.sum(~np.isnan(seen), axis=1, keepdims=True)
        usual = np.nansum(seen, axis=1, keepdims=True) / count
    return np.nan_to_num(seen - usual)
