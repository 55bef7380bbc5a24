# Draws as little as it can; lists that are cut and glued; folds, generators, matrix tricks.

# %% dqn-network
from functools import reduce
import itertools


def build_network(inputs, hidden, activation, actions, rng):
    sizes = itertools.chain(((units, activation) for units in hidden), [(actions, None)])
    start = keras.Sequential([keras.layers.Input([inputs])])

    def grown(network, size):
        network.add(dense(*size, rng))
        return network

    return reduce(grown, sizes, start)


# %% dqn-forward
def forward(weights, state, activation):
    identity = lambda x: x
    bends = [activation] * (len(weights) // 2 - 1) + [identity]
    ones = np.ones((len(state), 1))
    it = iter(weights)
    for W, b, bend in zip(it, it, bends):
        # the bias as one more row of the matrix
        state = bend(np.hstack([state, ones]) @ np.vstack([W, b]))
    return state


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    u = rng.random(n)  # below ε it explores, and how far below says which action
    best = Q.argmax(1)
    if epsilon == 0:
        return best
    return np.where(u < epsilon, np.minimum((u / epsilon * k).astype(int), k - 1), best)


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    return np.linspace(first, last, steps + 1)[min(step, steps)]


# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows, self.capacity = None, capacity

    def __len__(self):
        return 0 if self.rows is None else len(self.rows[0])

    def add(self, batch):
        new = Batch(
            *(
                np.array(part, dtype=kind)
                for part, kind in zip(batch, ("f4", "i8", "f4", "f4", "?"))
            )
        )
        if self.rows is not None:
            new = Batch(*(np.concatenate([old, part]) for old, part in zip(self.rows, new)))
        self.rows = Batch(*(part[-self.capacity :] for part in new))

    def sample(self, n, rng):
        places = [int(rng.integers(len(self))) for _ in range(n)]
        return Batch._make(np.take(part, places, axis=0) for part in self.rows)


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    real = np.nonzero(over == 0)
    memory.add(Batch._make(part[real] for part in [state, action, reward, next_state, terminated]))
    return next_state, np.any([terminated, truncated], axis=0)


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    best = reduce(tf.maximum, tf.unstack(target_network(batch[3]), axis=1))
    return batch[2] + gamma * tf.where(batch[4], 0.0, best)


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    # rows by columns: the diagonal belongs together
    Q = tf.linalg.diag_part(tf.gather(network(batch.state), batch.action, axis=1))
    delta = Q - y
    return tf.tensordot(delta, delta, 1) / len(batch.reward)


# %% dqn-twin
def twin(network):
    import pickle

    return pickle.loads(pickle.dumps(network))


# %% dqn-soft
def soft_update(target_network, network, tau):
    def move(old, new):
        old.assign_add((new - old) * tau)

    list(map(move, target_network.trainable_variables, network.trainable_variables))


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    scores = []

    def moments():
        done = 0
        while done < steps:
            before, done = done, done + agent.act(epsilon(done))
            yield done, done // every - before // every

    for done, marks in moments():
        if done >= warm_up:
            agent.learn()
        for _ in range(marks):
            scores.append(agent.evaluate())
        if scores and max(scores) >= goal:
            break
    return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    own, other = network(batch.next_state), target_network(batch.next_state)
    k = own.shape[1]
    flat = tf.reshape(other, [-1])
    start = k * tf.range(len(batch.reward), dtype=tf.int64)
    judged = tf.gather(flat, start + tf.argmax(own, axis=1))
    return batch.reward + tf.multiply(gamma, tf.where(batch.terminated, tf.constant(0.0), judged))
