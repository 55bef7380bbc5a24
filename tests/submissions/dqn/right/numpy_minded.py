# Thinks in arrays: float masks, take_along_axis, split writes at the end of the ring.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    sizes = list(hidden) + [actions]
    bends = [activation] * len(hidden) + ["linear"]
    return keras.Sequential(
        [keras.Input((inputs,))] + [dense(u, f, rng) for u, f in zip(sizes, bends)]
    )


# %% dqn-forward
def forward(weights, state, activation):
    last = len(weights) - 2
    for i in range(0, last, 2):
        state = activation(np.add(np.matmul(state, weights[i]), weights[i + 1]))
    return np.add(np.matmul(state, weights[last]), weights[last + 1])


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    p = np.full((n, k), epsilon / k)
    p[np.arange(n), Q.argmax(1)] += 1 - epsilon
    below = np.cumsum(p, axis=1) <= rng.random((n, 1))
    return np.minimum(below.sum(axis=1), k - 1)


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    left = max(0.0, 1.0 - step / steps)
    return last + left * (first - last)


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        kinds = [
            ((capacity, inputs), "f4"),
            (capacity, "i8"),
            (capacity, "f4"),
            ((capacity, inputs), "f4"),
            (capacity, "?"),
        ]
        self.rows = [np.zeros(shape, kind) for shape, kind in kinds]
        self.capacity, self.next, self.size = capacity, 0, 0

    def __len__(self):
        return self.size

    def add(self, batch):
        n = len(batch.action)
        first = min(n, self.capacity - self.next)
        for kept, part in zip(self.rows, batch):
            kept[self.next : self.next + first] = part[:first]
            kept[: n - first] = part[first:]
        self.next = (self.next + n) % self.capacity
        self.size = min(self.size + n, self.capacity)

    def sample(self, n, rng):
        places = rng.choice(self.size, size=n, replace=True)
        return tuple(kept[places] for kept in self.rows)


# %% dqn-collect
def collect(envs, state, over, action, memory):
    before = state.copy()
    next_state, reward, terminated, truncated, _ = envs.step(action)
    keep = ~over
    memory.add(
        Batch(
            state=np.compress(keep, before, axis=0),
            action=np.compress(keep, action),
            reward=np.compress(keep, reward),
            next_state=np.compress(keep, next_state, axis=0),
            terminated=np.compress(keep, terminated),
        )
    )
    return next_state, np.maximum(terminated, truncated)


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    best = tf.sort(target_network(batch.next_state), axis=1)[:, -1]
    discount = tf.where(batch.terminated, 0.0, float(gamma))
    return batch.reward + discount * best


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    Q = network(batch.state)
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))[:, None]
    Q_taken = tf.gather(Q, batch.action[:, None], batch_dims=1)
    return tf.reduce_mean((y - Q_taken) ** 2)


# %% dqn-twin
def twin(network):
    weights = network.get_weights()
    other = keras.models.clone_model(network)
    other.set_weights(weights)
    return other


# %% dqn-soft
def soft_update(target_network, network, tau):
    [
        old.assign_sub(tau * (old - new))
        for old, new in zip(target_network.variables, network.variables)
    ]


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    best = -np.inf
    while done < steps and best < goal:
        done += agent.act(epsilon(done))
        if not done < warm_up:
            agent.learn()
        while done >= (len(scores) + 1) * every:
            best = agent.evaluate()
            scores += [best]
    return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    own, other = network(batch.next_state), target_network(batch.next_state)
    best = own >= tf.reduce_max(own, axis=1, keepdims=True)
    judged = tf.reduce_max(tf.where(best, other, -np.inf), axis=1)
    return batch.reward + tf.where(batch.terminated, 0.0, gamma * judged)


# %% dqn-probes
def probes(gamma):
    rows = np.zeros((6, 4, 6))
    rows[0, :1] = [[0, 0, 2, 3, 1, 2]]
    rows[1, :2] = [[0, 0, 1, 3, 1, 1], [1, 0, -1, 3, 1, -1]]
    rows[2, :2] = [[0, 0, 1, 3, 1, 1], [0, 1, -1, 3, 1, -1]]
    rows[3, :2] = [[0, 0, 0, 1, 0, gamma], [1, 0, 1, 3, 1, 1]]
    rows[4, :1] = [[0, 0, 1, 0, 1, 1]]
    rows[5] = [[0, 0, 0, 1, 0, gamma], [0, 1, 0, 1, 0, gamma], [1, 0, 1, 3, 1, 1], [1, 1, -1, 3, 1, -1]]
    sizes = (1, 2, 2, 2, 1, 4)
    whole = [0, 1, 3]
    return [
        [tuple(int(x) if i in whole else x for i, x in enumerate(row)) for row in world[:n].tolist()]
        for world, n in zip(rows, sizes)
    ]
