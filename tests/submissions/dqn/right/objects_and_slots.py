# Objects: a memory of rows in slots, a schedule with a call, a trainer; keyword arguments everywhere.

# %% dqn-network
class NetworkFactory:
    """Makes networks."""

    def __init__(self, head=None):
        self.head = head

    def layers(self, hidden, activation, actions, rng):
        yield from (dense(units=u, activation=activation, rng=rng) for u in hidden)
        yield dense(units=actions, activation=self.head, rng=rng)

    def build(self, inputs, hidden, activation, actions, rng):
        output = entry = keras.Input(shape=(inputs,))
        for layer in self.layers(hidden, activation, actions, rng):
            output = layer(output)
        return keras.Model(inputs=[entry], outputs=output)


build_network = NetworkFactory().build


# %% dqn-forward
class Snapshot:
    def __init__(self, weights):
        *self.hidden, self.output = [tuple(weights[i : i + 2]) for i in range(0, len(weights), 2)]

    def __call__(self, state, activation):
        for W, b in self.hidden:
            state = activation(np.matmul(state, W) + b)
        W, b = self.output
        return np.matmul(state, W) + b


def forward(weights, state, activation):
    return Snapshot(weights)(state, activation)


# %% dqn-epsilon-greedy
class Chooser:
    def __init__(self, Q):
        self.n, self.k = Q.shape
        self.Q = Q

    def greedy(self):
        return self.Q.argmax(axis=1).astype(np.int32)

    def blind(self, rng):
        return rng.random((self.n, self.k)).argmin(axis=1)


def epsilon_greedy(Q, epsilon, rng):
    chooser = Chooser(Q)
    actions = chooser.greedy()
    blind = chooser.blind(rng)
    coins = rng.uniform(0, 1, size=len(actions)) < epsilon
    actions[coins] = blind[coins]
    return actions


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    slope = (last - first) / steps
    line = first + slope * step
    return sorted([line, last, first])[1]  # the middle one: the line never leaves the two


# %% dqn-memory
class Row:
    __slots__ = ("state", "action", "reward", "next_state", "terminated")

    def __init__(self, state, action, reward, next_state, terminated):
        self.state, self.next_state = np.array(state, np.float32), np.array(next_state, np.float32)
        self.action, self.reward, self.terminated = int(action), float(reward), bool(terminated)


class ReplayMemory:
    def __init__(self, capacity, inputs):
        from itertools import cycle

        self.places, self.book = cycle(range(capacity)), {}

    def __len__(self):
        return len(self.book)

    def add(self, batch):
        for i in range(len(batch.action)):
            self.book[next(self.places)] = Row(*(part[i] for part in batch))

    def column(self, rows, name, dtype):
        return np.array([getattr(row, name) for row in rows], dtype=dtype)

    def sample(self, n, rng):
        rows = [self.book[place] for place in rng.integers(low=0, high=len(self), size=n).tolist()]
        kinds = {"state": np.float32, "action": np.int64, "reward": np.float32}
        kinds.update(next_state=np.float32, terminated=bool)
        return Batch(**{name: self.column(rows, name, kind) for name, kind in kinds.items()})


# %% dqn-collect
class Recorder:
    def __init__(self, memory):
        self.memory = memory

    def note(self, real, **parts):
        self.memory.add(
            Batch(
                **{
                    name: np.array([x for x, r in zip(part, real) if r])
                    for name, part in parts.items()
                }
            )
        )


def collect(envs, state, over, action, memory):
    real = [not x for x in over]
    next_state, reward, terminated, truncated, _ = envs.step(action)
    if any(real):
        Recorder(memory).note(
            real,
            state=state,
            action=action,
            reward=reward,
            next_state=next_state,
            terminated=terminated,
        )
    return next_state, np.array([t or u for t, u in zip(terminated, truncated)])


# %% dqn-targets
class Rule:
    """r + γ times whatever the rule says of the next states, nothing after the end."""

    def next_value(self, network, target_network, next_state):
        return tf.reduce_max(target_network(next_state), axis=1)

    def __call__(self, network, target_network, batch, gamma):
        value = self.next_value(network, target_network, batch.next_state)
        return batch.reward + gamma * tf.where(batch.terminated, tf.zeros(tf.shape(value)), value)


td_targets = Rule()


# %% dqn-loss
class Loss:
    def __call__(self, network, target_network, batch, gamma, targets):
        y = tf.stop_gradient(targets(network, target_network, batch, gamma))
        Q = tf.squeeze(
            tf.gather(network(batch.state), batch.action[:, tf.newaxis], batch_dims=1), axis=1
        )
        return keras.losses.MeanSquaredError(reduction="sum_over_batch_size")(
            y[:, None], Q[:, None]
        )


td_loss = Loss()


# %% dqn-twin
class Twins:
    @staticmethod
    def of(network):
        other = keras.models.clone_model(network)
        for old, new in zip(network.layers, other.layers, strict=True):
            new.set_weights(old.get_weights())
        return other


twin = Twins.of


# %% dqn-soft
class Follow:
    def __init__(self, tau):
        self.tau = tau

    def one(self, old, new):
        return old.value.assign_add(self.tau * (new.value - old.value))


def soft_update(target_network, network, tau):
    follow = Follow(tau)
    for pair in zip(target_network.trainable_variables, network.trainable_variables):
        follow.one(*pair)


# %% dqn-train
class Diary(list):
    def __init__(self, every, goal):
        super().__init__()
        self.every, self.goal = every, goal

    def due(self, done):
        return done // self.every > len(self)

    @property
    def good_enough(self):
        return bool(self) and self[-1] >= self.goal


def train(agent, epsilon, steps, warm_up, every, goal):
    diary, done = Diary(every, goal), 0
    while done < steps and not diary.good_enough:
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if diary.due(done):
            diary.append(agent.evaluate())
    return list(diary)


# %% dqn-double
class DoubleRule(Rule):
    def next_value(self, network, target_network, next_state):
        own = network(next_state)
        best = tf.equal(
            tf.argsort(own, axis=1, direction="DESCENDING")[:, :1], tf.range(own.shape[1])
        )
        return tf.reduce_sum(tf.where(best, target_network(next_state), 0.0), axis=1)


double_targets = DoubleRule()
