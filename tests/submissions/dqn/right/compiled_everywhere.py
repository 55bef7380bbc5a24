# Compiles all it can (tf.function, XLA), draws from tables of probabilities, saves and loads its twin.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    last = dense(actions, "linear", rng)  # the last one first
    first_ones = [dense(units, activation, rng) for units in reversed(hidden)][::-1]
    network = keras.models.Sequential([keras.layers.Input(shape=(inputs,)), *first_ones, last])
    network.compile()
    return network


# %% dqn-forward
def forward(weights, state, activation):
    if len(weights) == 2:
        return np.einsum("...i,ij->...j", state, weights[0]) + weights[1]
    return forward(weights[2:], activation(forward(weights[:2], state, None)), activation)


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    best = np.eye(k)[np.argmax(Q, axis=1)]
    table = (1 - epsilon) * best + epsilon / k
    return rng.multinomial(1, table).argmax(axis=1)


# %% dqn-schedule
@np.vectorize
def epsilon_at(step, first, last, steps):
    return (
        first
        if step == 0
        else max(first + (last - first) * step / steps, last)
        if last < first
        else min(first + (last - first) * step / steps, last)
    )


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows = Batch(
            np.zeros((capacity, inputs), np.float32),
            np.zeros(capacity, np.int64),
            np.zeros(capacity, np.float32),
            np.zeros((capacity, inputs), np.float32),
            np.zeros(capacity, bool),
        )
        self.capacity, self.size = capacity, 0

    def __len__(self):
        return self.size

    def add(self, batch):
        # the newest stand at the end: everything moves to the front
        n = len(batch.action)
        for kept, part in zip(self.rows, batch):
            kept[:] = np.roll(kept, -n, axis=0)
            kept[self.capacity - n :] = part
        self.size = min(self.size + n, self.capacity)

    def sample(self, n, rng):
        oldest = self.capacity - self.size
        places = rng.choice(np.arange(oldest, self.capacity), n)
        return Batch(*(kept[places] for kept in self.rows))


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, info = envs.step(action)
    rows = np.arange(len(over))[np.invert(over)]
    memory.add(
        Batch(*(np.take(x, rows, axis=0) for x in (state, action, reward, next_state, terminated)))
    )
    return next_state, terminated ^ truncated | terminated


# %% dqn-targets
@tf.function(reduce_retracing=True)
def td_targets(network, target_network, batch, gamma):
    best = tf.nn.top_k(target_network(batch.next_state), k=1).values[:, 0]
    if_ended = tf.cast(batch.terminated, tf.float32)
    return batch.reward + gamma * (best - if_ended * best)


# %% dqn-loss
@tf.function(jit_compile=True)
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = network(batch.state)
    Q = tf.einsum("nk,nk->n", Q, tf.one_hot(batch.action, Q.shape[1]))
    return tf.losses.MSE(y, Q)


# %% dqn-twin
def twin(network):
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "twin.keras")
        network.save(path)
        return keras.models.load_model(path)


# %% dqn-soft
def soft_update(target_network, network, tau):
    tf.nest.map_structure(
        lambda old, new: old.assign((1 - tau) * old + tau * new),
        list(target_network.trainable_variables),
        list(network.trainable_variables),
    )


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores, done_at_last_mark = 0, [], 0
    for _ in range(steps):  # at most: it breaks off before
        if done >= steps or any(score >= goal for score in scores):
            break
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if done - done_at_last_mark >= every:
            done_at_last_mark += every
            scores.append(agent.evaluate())
    return scores


# %% dqn-double
@tf.function(jit_compile=True)
def double_targets(network, target_network, batch, gamma):
    own, other = network(batch.next_state), target_network(batch.next_state)
    one_hot = tf.one_hot(tf.argmax(own, 1), tf.shape(own)[1])
    judged = tf.reduce_sum(other * one_hot, axis=-1)
    return batch.reward + gamma * judged * (1.0 - tf.cast(batch.terminated, batch.reward.dtype))
