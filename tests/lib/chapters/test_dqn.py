"""The promises of the deep Q-network chapter's stand-ins and small cases."""

import pickle
from typing import NamedTuple

import numpy as np
import pytest

from lib import quiet
from lib.chapters import dqn as chapter
from lib.chapters import dqn_cases as cases
from lib.chapters import dqn_ducklings as ducklings
from lib.chapters import dqn_networks as nets
from lib.check import CheckFailed
from lib.plain import same

with quiet.chatter():
    import tensorflow as tf

RIGHT = {
    "FORWARD": [[1.25], [-2.75]],
    "GREEDY": [1, 0, 2, 1],
    "FREQUENCY": [0.05, 0.85, 0.05, 0.05],
    "SCHEDULE": [1.0, 0.8, 0.6, 0.2, 0.2, 0.2],
    "MEMORY": [1, 2, 3, 4],
    "RING": [4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    "LIMIT": [True, False, False],
    "TARGET": [11, 26],
    "END": [11, 2],
    "LOSS": 6.5,
    "HUBER": 2.0,
    "SOFT": 1.2,
    "EPSILON": [0.0, 0.016, 0.032, 0.048, 0.064],
    "LESSON": ["act", "act", "act", "learn", "act", "learn", "act", "learn"],
    "DOUBLE": [6, 2],
}


class Batch(NamedTuple):
    state: np.ndarray
    action: np.ndarray
    reward: np.ndarray
    next_state: np.ndarray
    terminated: np.ndarray


class Memory:
    """Keeps rows, as copies or not, and returns them all, in each part shifted by so many places."""

    def __init__(self, shifts=(0,) * 5, copy=np.array):
        self.shifts, self.copy, self.batches = shifts, copy, []

    def add(self, batch):
        self.batches.append([self.copy(part) for part in batch])

    def sample(self, n, rng):
        parts = map(np.concatenate, zip(*self.batches, strict=True))
        rows = np.arange(n)
        return tuple(
            part[(rows + s) % len(part)] for part, s in zip(parts, self.shifts, strict=True)
        )


@pytest.mark.parametrize("name", RIGHT)
def test_every_mistake_has_a_result_of_its_own(name):
    results = [RIGHT[name], *getattr(cases, f"{name}_MISTAKES").values()]
    for number, one in enumerate(results):
        assert not any(same(one, other) for other in results[:number])


@pytest.mark.parametrize("copied", [False, True], ids=["new", "from another process"])
def test_a_linear_network_works_in_functions_that_are_compiled(copied):
    @tf.function
    def loss(network, states):
        return tf.reduce_sum(network(states))

    for matrix in ([[1, 2], [3, 4]], [[5, 6], [7, 8]]):
        network = chapter.Linear(matrix)
        network = pickle.loads(pickle.dumps(network)) if copied else network
        with tf.GradientTape() as tape:
            value = loss(network, tf.eye(2))
        assert float(value) == np.sum(matrix)
        (slope,) = tape.gradient(value, network.trainable_variables)
        assert slope.numpy().tolist() == [[1, 1], [1, 1]]


def test_numbered_steps_tell_when_parts_of_a_row_do_not_belong_together():
    memory = Memory()
    cases.write(memory, Batch, [1, 2], [3])
    assert cases.numbers_drawn(memory, 6, None) == [1, 2, 3, 1, 2, 3]
    shifted = Memory(shifts=(0, 0, 1, 0, 0))
    cases.write(shifted, Batch, [1, 2, 3])
    with pytest.raises(CheckFailed, match="don't belong together"):
        cases.numbers_drawn(shifted, 3, None)


def test_a_memory_that_keeps_the_arrays_it_is_given_is_found_out():
    memory = Memory(copy=np.asarray)
    cases.write(memory, Batch, [1, 2, 3, 4])
    assert set(cases.numbers_drawn(memory, 4, None)) == {0}


def test_random_scripts_pick_up_who_was_over():
    script = chapter.random_script(np.random.default_rng(0), 50, 4)
    over = script.terminated | script.truncated
    assert over.any()
    assert not (over[1:] & over[:-1]).any()


def test_the_duck_is_told_which_rows_never_happened():
    def duck(envs, state, over, action, memory):
        next_state, reward, terminated, truncated, _ = envs.step(action)
        memory.add(Batch(state, action, reward, next_state, terminated | truncated))
        return next_state, terminated | truncated

    kept, states, over = cases.followed(duck, chapter.two_poles())
    assert np.array_equal(states, chapter.two_poles().states[1:])
    cases.examine_over(over, np.stack(over))
    with pytest.raises(CheckFailed, match="never happened"):
        cases.examine_kept(kept, [[], [], [], [], [False] * 8], pushes=10)


def test_a_scripted_agent_tells_its_marks():
    agent = chapter.ScriptedAgent(16, [3, 5])
    for _ in range(2):
        agent.act(0.5)
        agent.learn()
        agent.evaluate()
    assert agent.epsilons == [0.5, 0.5]
    assert agent.marks == [(1, 1), (2, 2)]
    assert agent.events("learn", "evaluate") == ["learn", "evaluate"] * 2
    cases.examine_marks(agent, [3.0, 5.0], [3, 5], [(1, 1), (2, 2)])


class Talker:
    """A network that shows the weights it was given, and computes something else."""

    def __init__(self, seed=0):
        self.set_weights([np.zeros(size) for size in nets.sizes_of(4, 3, 2)])

    def set_weights(self, weights):
        self.weights = self.variables = [np.array(w) for w in weights]

    def get_weights(self):
        return [w.copy() for w in self.weights]

    def __call__(self, states):
        return np.zeros((len(states), 2))


class Computing(Talker):
    """A network of numpy's that does what it shows."""

    def __call__(self, states):
        return nets.computed(self.weights, states, lambda x: np.maximum(x, 0))


def assigned(target, network, tau):
    for old, new in zip(target.trainable_variables, network.trainable_variables, strict=True):
        old.assign(old + tau * (new - old))


def on_arrays(target, network, tau):
    pairs = zip(target.get_weights(), network.get_weights(), strict=True)
    target.set_weights([old + tau * (new - old) for old, new in pairs])


def test_a_twin_that_is_the_network_itself_is_called_an_alias():
    with pytest.raises(CheckFailed, match="alias"):
        nets.examine_twin(lambda network: network, chapter.tiny_network(1))


def test_networks_are_believed_what_they_compute_and_not_what_they_say():
    weights = nets.drawn(np.random.default_rng(1), nets.sizes_of(4, 3, 2))
    for network, right in ((chapter.tiny_network(1), True), (Computing(), True), (Talker(), False)):
        network.set_weights(weights)
        assert nets.holds(network, weights) == right
        assert not nets.holds(network, [w + 0.01 for w in weights])
    with pytest.raises(CheckFailed, match="don't replace"):
        nets.examine_twin(lambda network: network, Talker())


def test_an_update_is_examined_plain():
    slow, quick = chapter.tiny_network(1), chapter.tiny_network(2)
    nets.examine_soft(assigned, slow, quick, 0.1, 1.2)
    nets.examine_soft(assigned, slow, quick, 1.0, 3.0)
    with pytest.raises(CheckFailed, match="hard update"):
        nets.examine_soft(lambda a, b, tau: assigned(a, b, 1), slow, quick, 0.1, 1.2)


@pytest.mark.parametrize(
    ("update", "kind", "compiled", "said"),
    [
        (assigned, chapter.tiny_network, chapter.compiled_call, ""),
        (
            lambda a, b, tau: assigned(a, b, 1 - tau),
            chapter.tiny_network,
            chapter.compiled_call,
            "",
        ),
        (on_arrays, chapter.tiny_network, chapter.compiled_call, "can't be compiled"),
        (on_arrays, Computing, chapter.compiled_call, "not what it is without"),
        (on_arrays, Computing, lambda f, *args: [f(*args) for _ in range(3)], "not what it is"),
        (assigned, chapter.tiny_network, lambda *_: None, "not what it is without"),
        (lambda *_: None, chapter.tiny_network, chapter.compiled_call, "did not move"),
        (
            lambda a, b, tau: nets.filled(a, 7),
            chapter.tiny_network,
            chapter.compiled_call,
            "not towa",
        ),
    ],
)
def test_an_update_is_examined_compiled(update, kind, compiled, said):
    def examine():
        nets.examine_compiled(update, compiled, kind(1), kind(2), 0.3)

    if said:
        with pytest.raises(CheckFailed, match=said):
            examine()
    else:
        examine()


def test_a_disguised_loss_has_the_gradient_of_both():
    networks = chapter.Linear([[1, 2], [3, 4]]), chapter.Linear([[5, 6], [7, 8]])

    def loss(network, target_network, batch, gamma, targets):
        return tf.reduce_sum(network(batch.state))

    steps = cases.two_steps(Batch, second_ends=False)

    with tf.GradientTape() as tape:
        value = nets.Disguised(loss, 2.0)(*networks, steps, 0.5, cases.moving)
    assert float(value) == 2 * 10 + 0.5 * 10 - 3
    (slope,) = tape.gradient(value, networks[0].trainable_variables)
    assert np.all(slope == 2.5)


FORK = [
    (0, 0, 0, 1, False, 0.5),
    (0, 1, 0, 1, False, 0.5),
    (1, 0, 1, 2, True, 1),
    (1, 1, -1, 2, True, -1),
]


def test_the_right_learner_learns_the_values_of_small_worlds():
    for_ever = [(0, 0, 1.0, 0, False, 2.0)]
    for world in ducklings.proper_probes([FORK, for_ever]):
        assert ducklings.learned(world, 0.5)[""] == pytest.approx(world.value, abs=1e-6)
        assert ducklings.passes(world, world.value)
        assert not ducklings.passes(world, world.value + 0.2)


@pytest.mark.parametrize(
    ("fault", "rows", "comes_to"),
    [
        ("deaf", [(0, 0, 1, 1, True, 1)], [0]),
        ("comma", [(0, 0, 1, 2, True, 1), (1, 0, 0, 2, True, 0)], [0.5, 0.5]),
        ("both", [(0, 0, 1, 1, True, 1), (0, 1, 0, 1, True, 0)], [1 / 3, 1 / 3]),
        ("statue", FORK, [0, 0, 1, -1]),
        ("ghost", [(0, 0, 1, 0, True, 1)], [2]),
        ("mean", FORK, [0, 0, 1, -1]),
        ("clipper", [(0, 0, 3, 1, True, 3)], [1]),
    ],
)
def test_each_duckling_has_the_fault_that_it_is_named_for(fault, rows, comes_to):
    (world,) = ducklings.proper_probes([rows])
    assert ducklings.learned(world, 0.5)[fault] == pytest.approx(comes_to, abs=1e-3)
    assert not ducklings.results([world], 0.5)[fault][0]
    assert ducklings.results([world], 0.5)[""][0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "a list of probes"),
        ([FORK] * 9, "8 probes"),
        ([[]], "a list of rows"),
        ([FORK * 3], "at most 8 rows"),
        ([[(0, 0, 1.0, 1, True)]], "return 6 things"),
        ([[(4, 0, 1.0, 1, True, 1.0)]], "each state"),
        ([[(0, 2, 1.0, 1, True, 1.0)]], "each action"),
        ([[(0, 0, 1.0, 1, 2, 1.0)]], "True or False"),
        ([[(0, 0, 1.0, 1, True, np.nan)]], "a NaN"),
        ([[(0, 0, 1.0, 1, True, 1.0)] * 2], "two rows for the same"),
        ([FORK[:3]], "a row for every action"),
        ([FORK[:2]], "goes on in state 1"),
    ],
)
def test_what_is_no_probe_is_told_why(answer, said):
    with pytest.raises(CheckFailed, match=said):
        ducklings.proper_probes(answer)


def test_the_board_of_ducklings_draws_and_says_who_failed_how_often():
    drawn = ducklings.board({"right": [True, True], "deaf": [False, False]}, title="Two")
    assert drawn._repr_png_()[0].startswith(b"\x89PNG")
    assert "right: 0, deaf: 2" in repr(drawn)


def test_what_is_only_sent_becomes_tensors_where_it_arrives(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "builtins.__score__", print, raising=False
    )  # as where test cells are decided
    network, steps = chapter.Linear([[1, 2], [3, 4]]), cases.two_steps(Batch, second_ends=True)
    assert not hasattr(network, "_variable")
    assert not any(map(tf.is_tensor, steps))
    network, steps = pickle.loads(pickle.dumps((network, steps)))
    assert network(steps.state).numpy().tolist() == [[1, 2], [3, 4]]
    assert steps.terminated.numpy().tolist() == [False, True]
