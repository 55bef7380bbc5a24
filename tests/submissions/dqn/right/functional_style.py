# The functional keras interface, masks instead of where, recursion instead of loops.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    entry = x = keras.Input(shape=(inputs,))
    for units in hidden:
        x = dense(units, activation, rng)(x)
    return keras.Model(entry, dense(actions, "linear", rng)(x))


# %% dqn-forward
def forward(weights, state, activation):
    W, b, *rest = weights
    result = np.asarray(state) @ W + b
    return forward(rest, activation(result), activation) if rest else result


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    explore = rng.uniform(size=len(Q)) < epsilon
    random_actions = rng.choice(Q.shape[1], size=len(Q))
    return explore * random_actions + ~explore * np.argmax(Q, axis=1)


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    if step >= steps:
        return last
    return first - (first - last) * step / steps


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.table = np.zeros((capacity, 2 * inputs + 3), dtype=np.float32)
        self.capacity, self.inputs, self.added = capacity, inputs, 0

    def __len__(self):
        return min(self.added, self.capacity)

    def add(self, batch):
        rows = np.column_stack(
            [batch.state, batch.action, batch.reward, batch.next_state, batch.terminated]
        )
        for row in rows:
            self.table[self.added % self.capacity] = row
            self.added += 1

    def sample(self, n, rng):
        rows, d = self.table[rng.integers(0, len(self), n)], self.inputs
        return Batch(
            rows[:, :d],
            rows[:, d].astype(np.int64),
            rows[:, d + 1],
            rows[:, d + 2 : -1],
            rows[:, -1] > 0.5,
        )


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, info = envs.step(action)
    real = np.flatnonzero(over == False)
    if len(real):
        memory.add(
            Batch(state[real], action[real], reward[real], next_state[real], terminated[real])
        )
    return next_state, np.logical_or(terminated, truncated)


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    goes_on = 1.0 - tf.cast(batch.terminated, tf.float32)
    return batch.reward + gamma * goes_on * tf.reduce_max(target_network(batch.next_state), axis=-1)


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    Q = network(batch.state)
    mask = tf.one_hot(batch.action, Q.shape[-1])
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    return tf.reduce_mean(tf.square(tf.reduce_sum(mask * Q, axis=1) - y))


# %% dqn-twin
def twin(network):
    other = keras.models.clone_model(network)
    for mine, yours in zip(other.variables, network.variables):
        mine.assign(yours)
    return other


# %% dqn-soft
def soft_update(target_network, network, tau):
    for old, new in zip(target_network.trainable_variables, network.trainable_variables):
        old.assign((1 - tau) * old + tau * new)


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, due, scores = 0, every, []
    while True:
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if done >= due:
            due += every
            scores.append(agent.evaluate())
            if scores[-1] >= goal:
                return scores
        if done >= steps:
            return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    own, other = network(batch.next_state), target_network(batch.next_state)
    chosen = tf.one_hot(tf.argmax(own, axis=1), own.shape[1])
    value = tf.reduce_sum(chosen * other, axis=1)
    return tf.where(batch.terminated, batch.reward, batch.reward + gamma * value)


# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    taken = tf.one_hot(batch.action, tf.shape(network(batch.state))[1])
    error = tf.reduce_sum(network(batch.state) * taken, axis=1) - tf.stop_gradient(
        targets(network, target_network, batch, gamma)
    )
    cut = tf.clip_by_value(error, -width, width)
    return tf.reduce_mean(cut * (error - cut / 2))


# %% dqn-probes
def probes(gamma):
    """A world that never ends looks ahead as well."""
    ends = lambda s, a, r, there: (s, a, r, there, True, r)
    for_ever = ((0, 0, 1, 0, False, 1 / (1 - gamma)),)
    fork = ((0, 0, 0, 1, False, gamma), (0, 1, 0, 1, False, gamma), ends(1, 0, 1, 3), ends(1, 1, 0, 3))
    return (
        (ends(0, 0, 4, 3),),
        (ends(0, 0, 1, 3), ends(1, 0, 0, 3)),
        (ends(0, 0, 0, 3), ends(0, 1, 1, 3)),
        for_ever,
        (ends(2, 0, 1, 2),),
        fork,
    )
