# Uses keras.ops instead of TensorFlow's names, and deques instead of arrays.

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    def hidden_layers():
        for units in hidden:
            yield dense(units, None, rng)
            yield keras.layers.Activation(activation)

    return keras.Sequential([keras.Input((inputs,)), *hidden_layers(), dense(actions, None, rng)])


# %% dqn-forward
from functools import reduce


def forward(weights, state, activation):
    pairs = [(weights[i], weights[i + 1]) for i in range(0, len(weights), 2)]
    hidden = reduce(lambda h, pair: activation(h @ pair[0] + pair[1]), pairs[:-1], state)
    return hidden @ pairs[-1][0] + pairs[-1][1]


# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    keep = rng.random(Q.shape[0]) >= epsilon
    return np.where(keep, Q.argmax(1), rng.integers(0, Q.shape[1], Q.shape[0]))


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    step = min(step, steps)
    return (first * (steps - step) + last * step) / steps


# %% dqn-memory
import collections


class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows = collections.deque(maxlen=capacity)

    def __len__(self):
        return len(self.rows)

    def add(self, batch):
        copies = [np.array(part) for part in batch]
        self.rows.extend(zip(*copies))

    def sample(self, n, rng):
        places = rng.integers(len(self.rows), size=n)
        columns = zip(*(self.rows[int(place)] for place in places))
        return Batch(*map(np.stack, columns))


# %% dqn-collect
def collect(envs, state, over, action, memory):
    result = envs.step(action)
    next_state, reward, terminated, truncated = result[:4]
    rows = zip(state, action, reward, next_state, terminated, over)
    kept = [row[:5] for row in rows if not row[5]]
    if kept:
        memory.add(Batch(*(np.array(column) for column in zip(*kept))))
    return next_state, terminated | truncated


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    ops = keras.ops
    value = ops.max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * ops.where(batch.terminated, ops.zeros_like(value), value)


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    ops = keras.ops
    y = ops.stop_gradient(targets(network, target_network, batch, gamma))
    Q = network(batch.state)
    Q = ops.squeeze(ops.take_along_axis(Q, ops.expand_dims(batch.action, 1), axis=1), 1)
    return ops.mean(ops.square(y - Q))


# %% dqn-twin
def twin(network):
    other = keras.models.model_from_json(network.to_json())
    other.set_weights(network.get_weights())
    return other


# %% dqn-soft
def soft_update(target_network, network, tau):
    for a, b in zip(target_network.layers, network.layers):
        for old, new in zip(a.trainable_variables, b.trainable_variables):
            old.assign(old * (1 - tau) + new * tau)


# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores, marks = 0, [], iter(range(every, 10**9, every))
    mark = next(marks)
    while done < steps:
        e = epsilon(done)
        done += agent.act(e)
        if warm_up <= done:
            agent.learn()
        if mark <= done:
            mark = next(marks)
            scores.append(agent.evaluate())
            if scores[-1] >= goal:
                break
    return scores


# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    ops = keras.ops
    choice = ops.argmax(network(batch.next_state), axis=1)
    other = target_network(batch.next_state)
    value = ops.squeeze(ops.take_along_axis(other, ops.expand_dims(choice, 1), axis=1), 1)
    return batch.reward + gamma * ops.where(batch.terminated, 0.0, value)


# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return keras.losses.Huber(delta=width)(y, Q)
