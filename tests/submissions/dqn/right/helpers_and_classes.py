# Callable objects, helper functions, a ring with a hand that points to the next place.

# %% dqn-network
class Builder:
    def stack(self, sizes, activation, rng):
        return [dense(units, activation, rng) for units in sizes]

    def __call__(self, inputs, hidden, activation, actions, rng):
        entry = [keras.layers.InputLayer(shape=(inputs,))]
        layers = self.stack(hidden, activation, rng) + self.stack([actions], None, rng)
        return keras.Sequential(entry + layers)


build_network = Builder()


# %% dqn-forward
def affine(state, W, b):
    return np.einsum("ni,io->no", state, W) + b


def forward(weights, state, activation):
    *hidden, last = list(zip(weights[0::2], weights[1::2]))
    for W, b in hidden:
        state = activation(affine(state, W, b))
    return affine(state, *last)


# %% dqn-epsilon-greedy
def best_of(Q):
    return Q.argmax(axis=1)


def epsilon_greedy(Q, epsilon, rng):
    actions = best_of(Q)
    explore = rng.binomial(1, epsilon, size=len(actions)).astype(bool)
    actions[explore] = rng.integers(Q.shape[1], size=explore.sum())
    return actions


# %% dqn-schedule
class Line:
    def __call__(self, step, first, last, steps):
        share = np.clip(step / steps, 0, 1)
        return (1 - share) * first + share * last


epsilon_at = Line()


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.store = {
            "state": np.zeros((capacity, inputs), np.float32),
            "action": np.zeros(capacity, np.int32),
            "reward": np.zeros(capacity, np.float32),
            "next_state": np.zeros((capacity, inputs), np.float32),
            "terminated": np.zeros(capacity, bool),
        }
        self.capacity, self.hand, self.full = capacity, 0, False

    def __len__(self):
        return self.capacity if self.full else self.hand

    def _add_one(self, batch, i):
        for name, array in self.store.items():
            array[self.hand] = getattr(batch, name)[i]
        self.hand += 1
        if self.hand == self.capacity:
            self.hand, self.full = 0, True

    def add(self, batch):
        for i in range(len(batch.reward)):
            self._add_one(batch, i)

    def sample(self, n, rng):
        places = np.floor(rng.random(n) * len(self)).astype(int)
        return Batch(**{name: array[places] for name, array in self.store.items()})


# %% dqn-collect
def only(real, *parts):
    return Batch(*[part[real] for part in parts])


def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    memory.add(only(np.logical_not(over), state, action, reward, next_state, terminated))
    return [next_state, terminated | truncated]


# %% dqn-targets
def goes_on(batch):
    return tf.cast(tf.logical_not(batch.terminated), tf.float32)


def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), 1)
    return tf.stop_gradient(batch.reward + gamma * value * goes_on(batch))


# %% dqn-loss
def taken(Q, action):
    return tf.gather(Q, action, axis=1, batch_dims=1)


def td_loss(network, target_network, batch, gamma, targets):
    constant = tf.stop_gradient(targets(network, target_network, batch, gamma))
    return tf.reduce_mean(
        tf.math.squared_difference(taken(network(batch.state), batch.action), constant)
    )


# %% dqn-twin
def twin(network):
    import copy

    other = copy.deepcopy(network)
    other.set_weights([w.copy() for w in network.get_weights()])
    return other


# %% dqn-soft
class Follower:
    def __call__(self, target_network, network, tau):
        pairs = zip(target_network.weights, network.weights)
        for old, new in pairs:
            old.assign(tau * new + (1.0 - tau) * old)


def soft_update(target_network, network, tau):
    Follower()(target_network, network, tau)


# %% dqn-train
class Trainer:
    def __init__(self, agent, every):
        self.agent, self.every, self.done, self.scores = agent, every, 0, []

    def due(self):
        return self.done >= self.every * (1 + len(self.scores))

    def step(self, epsilon, warm_up):
        self.done += self.agent.act(epsilon(self.done))
        if self.done >= warm_up:
            self.agent.learn()
        if self.due():
            self.scores.append(self.agent.evaluate())


def train(agent, epsilon, steps, warm_up, every, goal):
    trainer = Trainer(agent, every)
    while trainer.done < steps and not (trainer.scores and trainer.scores[-1] >= goal):
        trainer.step(epsilon, warm_up)
    return trainer.scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    best = tf.math.argmax(network(batch.next_state), axis=-1, output_type=tf.int32)
    judged = tf.gather(target_network(batch.next_state), best, axis=1, batch_dims=1)
    alive = tf.cast(tf.logical_not(batch.terminated), judged.dtype)
    return batch.reward + alive * gamma * judged
