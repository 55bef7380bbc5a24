# Splits the work into helpers and callable objects.

# %% pg-rule
class Rule:
    def __call__(self, states):
        return np.select([states[:, 2] < 0], [LEFT], default=RIGHT)


lean_policy = Rule()


# %% pg-snapshot
def elu(x):
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    return sigmoid(np.matmul(elu(np.matmul(states, W1) + b1), W2) + b2)[..., 0]


# %% pg-sample
class Coin:
    def __call__(self, p_left, rng):
        heads = rng.uniform(size=np.shape(p_left)) < p_left
        return 1 - heads.astype(int)


sample_actions = Coin()


# %% pg-play
class Lesson:
    def __init__(self, T, n):
        self.states = np.zeros((T, n, 4), dtype=np.float32)
        self.actions = np.zeros((T, n), dtype=int)
        self.rewards = np.zeros((T, n))
        self.playing = np.zeros((T, n), dtype=bool)

    def note(self, t, running, state, action, reward):
        self.playing[t] = running
        self.states[t] = state
        self.actions[t] = action
        self.rewards[t, running] = reward[running]


def play_episodes(envs, act, T):
    lesson, running, t = Lesson(T, envs.num_envs), np.ones(envs.num_envs, dtype=bool), 0
    state, _ = envs.reset()
    while t < T and running.any():
        action = act(state)
        after, reward, terminated, truncated, _ = envs.step(action)
        lesson.note(t, running.copy(), state, action, reward)
        running[terminated | truncated] = False
        state, t = after, t + 1
    return [lesson.states, lesson.actions, lesson.rewards, lesson.playing]


# %% pg-score
def log_probability(p_left, action):
    return tf.where(action == LEFT, tf.math.log(p_left), tf.math.log1p(-p_left))


def score(network, state, action):
    with tf.GradientTape(persistent=True) as tape:
        log_pi = log_probability(network(state[None, :])[0, 0], action)
    return log_pi, [tape.gradient(log_pi, variable) for variable in network.trainable_variables]


# %% pg-returns
class Returns:
    def __init__(self):
        self.after = 0.0

    def __call__(self, rewards, gamma):
        after, reversed_returns = 0.0, []
        for reward in rewards[::-1]:
            after = reward + gamma * after
            reversed_returns.append(after)
        return np.array(reversed_returns[::-1], dtype=float)


discounted_returns = Returns()


# %% pg-normalise
def mean_and_spread(x):
    return np.mean(x), np.std(x)


def normalise(returns, playing):
    mean, spread = mean_and_spread(returns[playing])
    if spread == 0:
        return np.zeros_like(returns)
    result = (returns - mean) / spread
    result[~playing] = 0
    return result


# %% pg-gradient
def log_of_done(p_left, actions):
    return tf.where(actions == LEFT, tf.math.log(p_left), tf.math.log(1 - p_left))


@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_sum(psi * log_of_done(network(states)[..., 0], actions))
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
class Loop:
    def __init__(self, network, play, weigh, learn):
        self.network, self.play, self.weigh, self.learn = network, play, weigh, learn

    def lesson(self):
        states, actions, rewards, playing = self.play(self.network.get_weights())
        self.learn(states, actions, self.weigh(rewards, playing))
        return np.sum(rewards, axis=0)


def reinforce(network, play, weigh, learn, iterations):
    loop = Loop(network, play, weigh, learn)
    return np.array([loop.lesson() for _ in range(iterations)])


# %% pg-whole
def whole_episode(returns, playing):
    first = np.tile(returns[0], (len(returns), 1))
    first[~playing] = 0
    return first


# %% pg-baseline
def row(returns, playing):
    result = np.zeros(len(returns))
    if playing.any():
        result[playing] = returns[playing] - returns[playing].mean()
    return result


def advantages(returns, playing):
    return np.array([row(r, p) for r, p in zip(returns, playing)])

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = tf.Variable(np.asarray(p_now / p_then, dtype=np.float64))
    with tf.GradientTape() as tape:
        clipped = tf.clip_by_value(ratio, 1 - clip, 1 + clip)
        objective = tf.reduce_sum(tf.minimum(ratio * psi, clipped * psi))
    return (ratio * tape.gradient(objective, ratio)).numpy()


# %% pg-slopes
class Softmax:
    """The policy of some rows of preferences."""

    def __init__(self, h):
        shifted = h - np.max(h, axis=-1)[:, np.newaxis]
        self.weights = np.exp(shifted)
        self.total = self.weights.sum(axis=-1)[:, np.newaxis]
        self.pi, self.ln_pi = self.weights / self.total, shifted - np.log(self.total)

    def score(self, actions):
        slope = -self.pi.copy()
        np.put_along_axis(
            slope, actions[:, None], np.take_along_axis(slope, actions[:, None], 1) + 1, 1
        )
        return slope

    def entropy_slope(self):
        entropy = np.sum(-self.pi * self.ln_pi, axis=-1)[:, np.newaxis]
        return -self.pi * self.ln_pi - self.pi * entropy


def slopes(h, actions, psi, beta):
    policy = Softmax(h)
    return np.diag(psi) @ policy.score(actions) + beta * policy.entropy_slope()
