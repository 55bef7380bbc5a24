# The same sums in another order; masks that multiply; sorted places; numbers drawn in one go.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    if not hidden:
        return keras.Sequential([keras.Input((inputs,)), dense(actions, None, rng)])
    network = build_network(inputs, hidden[:-1], activation, hidden[-1], rng)
    network.add(keras.layers.Activation(activation))
    network.add(dense(actions, None, rng))
    return network


# %% dqn-forward
def forward(weights, state, activation, *, layer=0):
    W, b = weights[2 * layer : 2 * layer + 2]
    z = (W.T @ np.asarray(state).T + b[:, None]).T
    last = 2 * layer + 2 == len(weights)
    return z if last else forward(weights, activation(z), activation, layer=layer + 1)


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    numbers = rng.random((2, n + 1))[:, :n]  # a column more than needed
    coins, wheel = numbers
    any_action = np.searchsorted(np.arange(1, k) / k, wheel, side="right")
    return np.choose(coins < epsilon, [np.argmax(Q, 1), any_action]).astype(np.int64)


# %% dqn-schedule
epsilon_at = lambda step, first, last, steps: last + (first - last) * max(steps - step, 0) / steps


# %% dqn-memory
class ReplayMemory:
    """Five separate arrays, a counter, and the loop of the textbook."""

    def __init__(self, capacity, inputs):
        self.s = np.empty((capacity, inputs), np.float32)
        self.a = np.empty((capacity,), np.uint8)
        self.r = np.empty((capacity,), np.float32)
        self.s2 = np.empty_like(self.s)
        self.end = np.empty((capacity,), np.bool_)
        self.count = 0

    @property
    def capacity(self):
        return self.r.size

    def __len__(self):
        return self.count if self.count < self.capacity else self.capacity

    def add(self, batch):
        for s, a, r, s2, end in zip(*batch):
            i = self.count % self.capacity
            self.s[i], self.a[i], self.r[i], self.s2[i], self.end[i] = s, a, r, s2, end
            self.count += 1

    def sample(self, n, rng):
        i = np.sort(
            rng.integers(len(self), size=n)
        )  # in order of place: the mean over them is the same
        i = rng.permutation(i)
        return Batch(self.s[i], self.a[i].astype(np.int32), self.r[i], self.s2[i], self.end[i])


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    rows = list(zip(state, action, reward, next_state, terminated))
    real = [rows[i] for i in range(len(rows)) if not over[i]]
    if len(real) == 0:
        return next_state, terminated | truncated
    memory.add(Batch(*[np.stack(column) for column in zip(*real)]))
    return next_state, terminated | truncated


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    best = -tf.reduce_min(-target_network(batch.next_state), axis=1)
    y = tf.identity(batch.reward)
    y += gamma * best
    y -= gamma * best * tf.cast(batch.terminated, y.dtype)
    return y


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = network(batch.state)
    mask = tf.cast(
        tf.range(Q.shape[1])[None, :] == tf.cast(batch.action, tf.int32)[:, None], Q.dtype
    )
    error = mask * (Q - y[:, None])
    return 2 * tf.nn.l2_loss(error) / tf.cast(tf.shape(Q)[0], Q.dtype)


# %% dqn-twin
def twin(network):
    config = keras.saving.serialize_keras_object(network)
    other = keras.saving.deserialize_keras_object(config)
    other.set_weights([1 * w for w in network.get_weights()])
    return other


# %% dqn-soft
def soft_update(target_network, network, tau):
    for theirs, mine in zip(network.layers, target_network.layers):
        for new, old in zip(theirs.weights, mine.weights):
            old.assign(new - (1 - tau) * (new - old))


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    from collections import Counter

    count, scores = Counter(), []
    while count["done"] < steps:
        count["done"] += agent.act(epsilon(count["done"]))
        if not count["done"] < warm_up:
            agent.learn()
        if divmod(count["done"], every)[0] == count["marks"] + 1:
            count["marks"] += 1
            scores += [agent.evaluate()]
            if scores[-1] >= goal:
                break
    return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    own, other = network(batch.next_state), target_network(batch.next_state)
    top = tf.reduce_max(own, axis=1, keepdims=True)
    is_best = tf.cast(tf.greater_equal(own, top), tf.float32)
    judged = tf.reduce_sum(is_best * other, 1) / tf.reduce_sum(is_best, 1)
    return tf.where(batch.terminated, batch.reward, batch.reward + gamma * judged)
