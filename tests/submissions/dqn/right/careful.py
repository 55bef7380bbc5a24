# Careful: type hints, data classes, assertions, defensive copies, optional arguments, a structured array.

# %% dqn-network
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


def build_network(
    inputs: int,
    hidden: Sequence[int],
    activation: str,
    actions: int,
    rng: np.random.Generator,
    name: str = "q_network",
) -> keras.Model:
    """One linear output per action behind the hidden layers."""
    assert inputs > 0 and actions > 0 and all(units > 0 for units in hidden)
    states = keras.Input(shape=(int(inputs),), name="state", dtype="float32")
    x = states
    for number, units in enumerate(hidden):
        layer = dense(int(units), keras.activations.get(activation), rng)
        layer.name = f"hidden_{number}"
        x = layer(x)
    network = keras.Model(inputs=states, outputs=dense(actions, None, rng)(x), name=name)
    assert network.output_shape == (None, actions)
    return network


# %% dqn-forward
def forward(
    weights: Sequence[np.ndarray],
    state: np.ndarray,
    activation: Callable[[np.ndarray], np.ndarray] = ACTIVATIONS["relu"],
) -> np.ndarray:
    assert len(weights) >= 2 and len(weights) % 2 == 0
    x = np.array(state, copy=True)
    final = len(weights) // 2 - 1
    for layer, (W, b) in enumerate(zip(weights[::2], weights[1::2], strict=True)):
        assert x.shape[-1] == W.shape[0], (x.shape, W.shape)
        x = np.dot(x, W)
        x += b
        if layer != final:
            x = activation(x)
    return x


# %% dqn-epsilon-greedy
def epsilon_greedy(Q: np.ndarray, epsilon: float, rng: np.random.Generator) -> np.ndarray:
    Q = np.asarray(Q)
    assert Q.ndim == 2 and 0 <= epsilon <= 1
    n, k = Q.shape
    action = np.argmax(Q, axis=-1)
    for row in np.flatnonzero(rng.choice([True, False], size=n, p=[epsilon, 1 - epsilon])):
        action[row] = rng.choice(np.arange(k))
    assert action.shape == (n,)
    return action


# %% dqn-schedule
@dataclass(frozen=True)
class Schedule:
    first: float
    last: float
    steps: int

    def __call__(self, step: int) -> float:
        if step <= 0:
            return float(self.first)
        if self.steps <= step:
            return float(self.last)
        return float(self.first + (self.last - self.first) * step / self.steps)


def epsilon_at(step: int, first: float, last: float, steps: int) -> float:
    return Schedule(first, last, steps)(step)


# %% dqn-memory
@dataclass
class ReplayMemory:
    capacity: int
    inputs: int
    added: int = 0
    table: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        assert self.capacity > 0
        self.table = np.zeros(
            self.capacity,
            dtype=[
                ("state", np.float32, (self.inputs,)),
                ("action", np.int64),
                ("reward", np.float32),
                ("next_state", np.float32, (self.inputs,)),
                ("terminated", np.bool_),
            ],
        )

    def __len__(self) -> int:
        return int(np.clip(self.added, 0, self.capacity))

    def add(self, batch: Batch) -> None:
        n = len(batch.reward)
        assert n <= self.capacity
        places = np.mod(np.arange(self.added, self.added + n), self.capacity)
        for name in Batch._fields:
            self.table[name][places] = getattr(batch, name)
        self.added += n

    def sample(self, n: int, rng: np.random.Generator) -> Batch:
        assert len(self) > 0, "nothing to draw from"
        rows = self.table[rng.integers(0, len(self) - 1, size=n, endpoint=True)]
        return Batch(**{name: np.ascontiguousarray(rows[name]) for name in Batch._fields})


# %% dqn-collect
def collect(envs, state: np.ndarray, over: np.ndarray, action: np.ndarray, memory: ReplayMemory):
    next_state, reward, terminated, truncated, _infos = envs.step(action.copy())
    assert state.shape == next_state.shape and reward.shape == terminated.shape == over.shape
    alive = np.logical_not(np.asarray(over, dtype=bool))
    if np.any(alive):  # an empty batch would do no harm
        memory.add(
            Batch(
                state=state[alive].astype(np.float32),
                action=action[alive].astype(np.int64),
                reward=reward[alive].astype(np.float32),
                next_state=next_state[alive].astype(np.float32),
                terminated=terminated[alive].astype(bool),
            )
        )
    return next_state, np.logical_or(terminated, truncated).copy()


# %% dqn-targets
def td_targets(network, target_network, batch: Batch, gamma: float) -> tf.Tensor:
    assert 0 <= gamma <= 1
    best = tf.math.reduce_max(target_network(batch.next_state), axis=-1, keepdims=False)
    future = tf.where(tf.math.logical_not(batch.terminated), best, tf.zeros_like(best))
    y = tf.math.add(tf.cast(batch.reward, best.dtype), tf.cast(gamma, best.dtype) * future)
    y.shape.assert_is_compatible_with(batch.reward.shape)
    return y


# %% dqn-loss
def td_loss(network, target_network, batch: Batch, gamma: float, targets: Callable) -> tf.Tensor:
    y = tf.stop_gradient(
        targets(network=network, target_network=target_network, batch=batch, gamma=gamma)
    )
    Q = network(batch.state)
    taken = tf.boolean_mask(
        Q, tf.one_hot(batch.action, Q.shape[-1], on_value=True, off_value=False, dtype=tf.bool)
    )
    tf.debugging.assert_shapes([(taken, ("N",)), (y, ("N",))])
    return tf.reduce_mean(tf.math.squared_difference(taken, y))


# %% dqn-twin
def twin(network: keras.Model) -> keras.Model:
    copy = network.__class__.from_config(network.get_config())
    copy.trainable = True
    for mine, theirs in zip(copy.weights, network.weights, strict=True):
        assert mine.shape == theirs.shape
        mine.assign(keras.ops.copy(theirs))
    return copy


# %% dqn-soft
def soft_update(target_network, network, tau: float = 0.01) -> None:
    assert target_network is not network
    for old, new in zip(
        target_network.trainable_variables, network.trainable_variables, strict=True
    ):
        assert old.shape == new.shape
        old.assign(keras.ops.add(keras.ops.multiply(1.0 - tau, old), keras.ops.multiply(tau, new)))


# %% dqn-train
def train(
    agent, epsilon: Callable[[int], float], steps: int, warm_up: int, every: int, goal: float
) -> list[float]:
    assert every > 0
    scores: list[float] = []
    done: int = 0
    next_mark: int = every
    while done < steps:
        leap = int(agent.act(float(epsilon(done))))
        assert leap > 0, "an agent that does nothing"
        done += leap
        if done >= warm_up:
            agent.learn()
        if done >= next_mark:
            score = float(agent.evaluate())
            scores.append(score)
            next_mark += every
            if score >= goal:
                return scores
    return scores


# %% dqn-double
def double_targets(network, target_network, batch: Batch, gamma: float) -> tf.Tensor:
    values = target_network(batch.next_state)
    choice = tf.math.argmax(network(batch.next_state), axis=-1, output_type=tf.int32)
    places = tf.stack([tf.range(tf.shape(choice)[0]), choice], axis=-1)
    judged = tf.gather_nd(values, places)
    return tf.where(
        batch.terminated, batch.reward, batch.reward + tf.cast(gamma, tf.float32) * judged
    )


# %% dqn-huber
def huber_loss(
    network, target_network, batch: Batch, gamma: float, targets: Callable, width: float = 1.0
) -> tf.Tensor:
    y = targets(network, target_network, batch, gamma)
    Q = tf.gather(network(batch.state), tf.cast(batch.action, tf.int32), axis=1, batch_dims=1)
    error = tf.subtract(Q, tf.stop_gradient(y))
    within = tf.minimum(tf.abs(error), width)
    beyond = tf.abs(error) - within
    return tf.math.reduce_mean(0.5 * tf.square(within) + width * beyond)


# %% dqn-probes
@dataclass(frozen=True)
class Row:
    """A step of a probe world."""

    state: int
    action: int
    reward: float
    next_state: int
    terminated: bool
    value: float

    def plain(self) -> tuple:
        return (
            *(int(self.state), int(self.action), float(self.reward), int(self.next_state)),
            *(bool(self.terminated), float(self.value)),
        )


def probes(gamma: float) -> list[list[tuple]]:
    two_deep = [Row(0, 0, 0.0, 1, False, gamma**2), Row(1, 0, 0.0, 2, False, gamma)]
    worlds = [
        [Row(0, 0, -3.0, 3, True, -3.0)],
        [Row(0, 0, 1.0, 3, True, 1.0), Row(1, 0, 0.5, 3, True, 0.5), Row(2, 0, 0, 3, True, 0)],
        [Row(0, 0, 1.0, 3, True, 1.0), Row(0, 1, 0.0, 3, True, 0.0)],
        [*two_deep, Row(2, 0, 1.0, 3, True, 1.0)],
        [Row(1, 0, -1.0, 1, True, -1.0)],
        [
            *(Row(0, action, 0.0, 1, False, gamma) for action in (0, 1)),
            *(Row(1, 0, 0.0, 3, True, 0.0), Row(1, 1, 1.0, 3, True, 1.0)),
        ],
    ]
    return [[row.plain() for row in world] for world in worlds]
