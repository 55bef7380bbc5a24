# Single precision wherever numbers are stored; partial functions; one weighted gradient a row.

# %% pg-rule
import functools as ft
import itertools as it
import math


def _push(left, right, state):
    return np.int32(left if math.copysign(1, state[2]) < 0 else right)


lean_policy = lambda states: np.fromiter(
    map(ft.partial(_push, LEFT, RIGHT), states), dtype=np.int32
)


# %% pg-snapshot
def _layer(activation, x, W, b):
    return (
        activation(np.einsum("...i,...ij->...j", x, W) + b)
        if W.ndim == 2
        else activation(x @ W + b)
    )


_hidden = ft.partial(
    _layer, lambda x: np.select([x > 0, x <= 0], [x, np.exp(np.clip(x, None, 0)) - 1])
)
_out = ft.partial(_layer, lambda z: 0.5 + 0.5 * np.tanh(0.5 * z))


def left_probability(weights, states):
    first, second = weights[:2], weights[2:]
    return _out(_hidden(states, *first), *second).take(0, axis=-1)


# %% pg-sample
def _coin(left, right, p_left, rng):
    u = rng.random(size=p_left.shape, dtype=np.float32)
    return np.where(u < p_left, np.int32(left), np.int32(right))


sample_actions = ft.partial(_coin, LEFT, RIGHT)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states = np.zeros((T, n, 4), np.float32)
    actions = np.zeros((T, n), np.int32)
    rewards = np.zeros((T, n), np.float32)
    playing = np.zeros((T, n), np.bool_)
    (state, _), running = envs.reset(), np.ones(n, np.bool_)
    for t in it.takewhile(lambda _: running.any(), range(T)):
        actions[t] = act(state)
        after, reward, *ends, _ = envs.step(actions[t])
        states[t], rewards[t], playing[t] = state, np.float32(reward) * running, running
        state, running = after, running & ~np.any(ends, axis=0)
    return states, actions, rewards, playing


# %% pg-score
def score(network, state, action):
    two = lambda p: tf.stack((p, 1 - p))
    with tf.GradientTape() as tape:
        log_pi = tf.gather(tf.math.log(two(tf.squeeze(network(state.reshape(1, -1))))), action)
    return np.float32(log_pi), tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    backwards = it.accumulate(rewards[::-1], lambda after, reward: reward + gamma * after)
    return np.array(list(backwards), dtype=np.float32)[::-1]


# %% pg-normalise
def normalise(returns, playing):
    x = np.where(playing, returns, np.nan).astype(np.float32)
    spread = np.nanstd(x)
    x = (x - np.nanmean(x)) / np.where(spread > 0, spread, 1)
    return np.nan_to_num(x, nan=0.0)


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = tf.reshape(network(states), (-1,))
        left = tf.reshape(actions, (-1,)) == LEFT
        psi = tf.reshape(tf.cast(psi, tf.float32), (-1,))
        lefts = tf.reduce_sum(tf.boolean_mask(psi * tf.math.log(p_left), left))
        rights = tf.reduce_sum(tf.boolean_mask(psi * tf.math.log(1 - p_left), ~left))
        loss = -lefts - rights
    return tuple(tape.gradient(loss, network.trainable_variables))


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    def one(_):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, np.float32(weigh(rewards, playing)))
        return rewards.sum(axis=0, dtype=np.float32)

    return np.stack(tuple(map(one, range(iterations))))


# %% pg-whole
def whole_episode(returns, playing):
    return np.array(
        [[g0 * p for g0, p in zip(returns[0], row)] for row in playing], dtype=np.float32
    )


# %% pg-baseline
def advantages(returns, playing):
    usual = np.divide(
        np.where(playing, returns, 0).sum(axis=1, dtype=np.float32),
        np.count_nonzero(playing, axis=1),
        out=np.zeros(len(returns), np.float32),
        where=playing.any(axis=1),
    )
    return np.where(playing, np.float32(returns) - usual.reshape(-1, 1), np.float32(0))
