# Works with SciPy wherever it has a function: filters, z-scores, expit, Bernoulli coins.

# %% pg-rule
from scipy import linalg, signal, special, stats


def lean_policy(states):
    return np.digitize(states[:, 2], [0.0])


# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    hidden = np.matmul(states, W1) + b1
    hidden = np.where(hidden > 0, hidden, special.expm1(hidden.clip(max=0)))
    return special.expit(np.matmul(hidden, W2) + b2)[..., 0]


# %% pg-sample
def sample_actions(p_left, rng):
    # success is a push to the right
    return stats.bernoulli.rvs(1 - p_left, size=p_left.shape, random_state=rng)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    log = np.zeros(
        (T, n), dtype=[("state", "f4", 4), ("action", "i4"), ("reward", "f8"), ("on", "?")]
    )
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    for moment in log:
        moment["on"] = running
        moment["state"] = state
        moment["action"] = act(state)
        state, reward, terminated, truncated, _ = envs.step(moment["action"].copy())
        moment["reward"][running] = reward[running]
        running = running & ~(terminated | truncated)
        if not running.any():
            break
    return log["state"], log["action"], log["reward"], log["on"]


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(np.expand_dims(state, 0))
        two = tf.concat([p_left, 1 - p_left], axis=1)
        log_pi = tf.reduce_sum(tf.one_hot([action], 2) * tf.math.log(two))
    return log_pi, tape.gradient(log_pi, network.trainable_weights)


# %% pg-returns
def discounted_returns(rewards, gamma):
    # G_t = R_{t+1} + gamma G_{t+1} is a recursive filter that runs backwards
    return signal.lfilter([1], [1, -gamma], 1.0 * rewards[::-1], axis=0)[::-1]


# %% pg-normalise
def normalise(returns, playing):
    weights = np.zeros(returns.shape)
    played = returns[playing]
    if np.ptp(played) > 0:
        weights[playing] = stats.zscore(played)
    return weights


# %% pg-gradient
@tf.function(reduce_retracing=True, jit_compile=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        went_left = tf.cast(tf.equal(actions, LEFT), tf.float32)
        log_pi = tf.math.xlogy(went_left, p_left) + tf.math.xlog1py(1 - went_left, -p_left)
        loss = tf.negative(tf.reduce_sum(tf.einsum("...n,...n->...", psi, log_pi)))
    return tape.gradient(loss, network.trainable_weights)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals, weights = [], network.get_weights()
    for _ in range(iterations):
        states, actions, rewards, playing = play(weights)
        learn(states, actions, weigh(rewards, playing))
        weights = network.get_weights()  # for the next lesson
        totals.append(np.add.reduce(rewards))
    return np.vstack(totals)


# %% pg-whole
def whole_episode(returns, playing):
    return np.kron(np.ones((len(returns), 1)), returns[:1]) * playing


# %% pg-baseline
def advantages(returns, playing):
    # the others' mean, and how far it stretches the difference (see the text)
    count = playing.sum(axis=1)[:, None]
    total = np.sum(returns, axis=1, where=playing, keepdims=True)
    others = (total - returns) / np.maximum(count - 1, 1)
    return playing * (returns - others) * (count - 1) / np.maximum(count, 1) * (count > 1)


# %% pg-slopes
from scipy.special import entr, log_softmax, softmax as soft


def slopes(h, actions, psi, beta):
    pi, ln_pi = soft(h, axis=1), log_softmax(h, axis=1)
    done = np.arange(h.shape[1]) == np.asarray(actions)[:, None]
    certain = entr(pi).sum(axis=1, keepdims=True)
    return psi[:, None] * (done - pi) - beta * (pi * ln_pi + pi * certain)
