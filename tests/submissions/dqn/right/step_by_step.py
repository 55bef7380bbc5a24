# One thing at a time: plain loops over layers, rows and places.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    network = keras.Sequential()
    network.add(keras.Input((inputs,)))
    for units in hidden:
        network.add(dense(units, activation, rng))
    network.add(dense(actions, None, rng))
    return network


# %% dqn-forward
def forward(weights, state, activation):
    layers = len(weights) // 2
    for layer in range(layers):
        W, b = weights[2 * layer], weights[2 * layer + 1]
        state = np.dot(state, W) + b
        if layer < layers - 1:
            state = activation(state)
    return state


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    actions = np.zeros(len(Q), dtype=int)
    for i in range(len(Q)):
        if rng.random() < epsilon:
            actions[i] = rng.integers(Q.shape[1])
        else:
            actions[i] = np.argmax(Q[i])
    return actions


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    return np.interp(step, [0, steps], [first, last])


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.capacity, self.list = capacity, []

    def __len__(self):
        return len(self.list)

    def add(self, batch):
        for row in zip(*batch):
            self.list.append(tuple(np.copy(part) for part in row))
        self.list = self.list[-self.capacity :]

    def sample(self, n, rng):
        rows = [self.list[i] for i in rng.integers(len(self.list), size=n)]
        return Batch(*(np.array(column) for column in zip(*rows)))


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    for i in range(len(over)):
        if not over[i]:
            one = slice(i, i + 1)
            memory.add(
                Batch(state[one], action[one], reward[one], next_state[one], terminated[one])
            )
    return next_state, (terminated + truncated) > 0


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    values = target_network(batch.next_state)
    best = tf.math.reduce_max(values, axis=1)
    best = tf.where(batch.terminated, tf.zeros_like(best), best)
    return tf.add(batch.reward, tf.multiply(gamma, best))


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = targets(network, target_network, batch, gamma)
    y = tf.stop_gradient(y)
    rows = tf.range(tf.shape(batch.action)[0], dtype=tf.int64)
    places = tf.stack([rows, tf.cast(batch.action, tf.int64)], axis=1)
    Q = tf.gather_nd(network(batch.state), places)
    delta = y - Q
    return tf.reduce_sum(delta * delta) / tf.cast(tf.size(delta), tf.float32)


# %% dqn-twin
def twin(network):
    other = keras.Sequential.from_config(network.get_config())
    other.set_weights(network.get_weights())
    return other


# %% dqn-soft
def soft_update(target_network, network, tau):
    old, new = target_network.trainable_variables, network.trainable_variables
    for i in range(len(old)):
        old[i].assign_add(tau * (new[i] - old[i]))


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done = 0
    scores = []
    while done < steps:
        before = done
        done = done + agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if before // every != done // every:
            score = agent.evaluate()
            scores.append(score)
            if score >= goal:
                return scores
    return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    own = network(batch.next_state)
    chosen = tf.argmax(own, axis=1)
    rows = tf.range(tf.shape(own)[0], dtype=tf.int64)
    judged = tf.gather_nd(target_network(batch.next_state), tf.stack([rows, chosen], axis=1))
    return batch.reward + gamma * judged * (1 - tf.cast(batch.terminated, tf.float32))
