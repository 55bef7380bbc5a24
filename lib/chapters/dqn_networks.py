"""What the checks of networks need. They live beside the student's functions, who may replace them.

So no check believes what a network says of itself: the weights are drawn here and set, and what it
must hold and compute then follows from those. A loss is measured together with another one, and an
update is told how far to go only while it is compiled: whoever measures or compiles otherwise is wrong.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lib import check
from lib.chapters.dqn import COMPILED_CALLS
from lib.chapters.dqn_cases import (
    LEARNER_MOVED,
    NETWORK_MISTAKES,
    PLUS_MINUS,
    SOFT_MISTAKES,
    TARGET_STANDS,
    TWO_UNITS,
    called_compiled,
)

REPLACED = "the networks of this check don't compute what their weights say: don't replace them"


def sizes_of(*widths: int) -> list[tuple]:
    """Return the shapes of all weights of a network: a matrix and a bias from each width to the next."""
    return [shape for i, o in pairwise(widths) for shape in ((i, o), (o,))]


def drawn(draw, shapes: Sequence[tuple]) -> list:
    """Return weights of these shapes, drawn at random."""
    return [draw.normal(size=shape).astype(np.float32) for shape in shapes]


def mixed(old: Sequence, new: Sequence, a: float, b: float) -> list:
    """Return a times the old weights plus b times the new ones."""
    return [a * x + b * y for x, y in zip(old, new, strict=True)]


def computed(weights: Sequence, state, bend, head=lambda x: x):
    """Return the values, shape (n, actions), that a network of these weights must have."""
    for W, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        state = bend(state @ W.astype(float) + b)
    return head(state @ weights[-2].astype(float) + weights[-1])


def holds(network, weights: Sequence) -> bool:
    """Tell whether a tiny network has these weights, and computes with them."""
    state = check.rng().normal(size=(5, 4)).astype(np.float32)
    right = computed(weights, state, lambda x: np.maximum(x, 0))
    values = check.array(np.asarray(network(state)), "the values of 5 states", (5, 2))
    return _near(network.get_weights(), weights) and np.allclose(values, right, 1e-4, 1e-4)


class Disguised:
    """A loss `share` times, and beside it the sum of the targets, whose gradient is wanted in full."""

    def __init__(self, loss, share: float):
        self.loss, self.share = loss, share

    def __call__(self, network, target_network, batch, gamma, targets):
        import tensorflow as tf

        y = tf.reduce_sum(targets(network, target_network, batch, gamma))
        return self.share * self.loss(network, target_network, batch, gamma, targets) + y


class Traced:
    """An update of networks that goes its way while TensorFlow compiles it, and nowhere otherwise."""

    def __init__(self, update, tau: float):
        self.update, self.tau = update, tau

    def __call__(self, target_network, network):
        import tensorflow as tf

        self.update(target_network, network, 0.0 if tf.executing_eagerly() else self.tau)


def examine_network(build, arguments: tuple, sizes: Sequence[tuple], *, seeds=(1, 1, 2)) -> None:
    """Check a network's sizes, that its first weights come from rng, and that values follow weights.

    seeds: two equal ones and another; with one alone the first weights may come from anywhere.
    """
    first, *more = (build(*arguments, np.random.default_rng(seed)) for seed in seeds)
    check.that(
        callable(first), "return a network: is a `return` missing?", got=type(first).__name__
    )
    draw = check.rng()
    state = draw.normal(size=(64, arguments[0])).astype(np.float32)

    def values():
        return check.array(np.asarray(first(state)), "the values of 64 states", (64, arguments[3]))

    values()
    weights = first.get_weights()
    what = "the matrices and biases of {} inputs, hidden layers {}, {} actions"
    told = "wrong sizes of " + what.format(*arguments[:2], arguments[3])
    check.equal([np.shape(w) for w in weights], list(sizes), told)
    if more:
        same, others = (network.get_weights() for network in more)
        seeded = "the same rng must give the same first weights, another one others: use `dense`"
        check.that(all(map(np.array_equal, weights, same)), seeded)
        check.that(not any(map(np.array_equal, weights[::2], others[::2])), seeded)
    found, one, two = [], *(drawn(draw, sizes) for _ in range(2))
    for now in (one, two, one):
        first.set_weights(now)
        found.append(values())
    told = "its values must follow from its weights, whatever these are"
    check.close(found[2], found[0], told, tolerance=1e-4)
    check.that(not np.allclose(found[1], found[0], atol=0.01), told)


def examine_values(build, activation: str, right: Sequence) -> None:
    """Check the values, shape (2, 1), of PLUS_MINUS in a network with the weights TWO_UNITS."""
    network = build(1, (2,), activation, 1, np.random.default_rng(1))
    check.that(callable(network), "return a network: is a `return` missing?")
    sizes = [np.shape(w) for w in network.get_weights()]
    check.equal(sizes, [np.shape(w) for w in TWO_UNITS], "a matrix and a bias for each layer")
    network.set_weights([np.array(w) for w in TWO_UNITS])
    values, what = network(np.float32(PLUS_MINUS)), f"two hidden units, bent by {activation}"
    check.close(values, right, what, mistakes=NETWORK_MISTAKES, tolerance=1e-4)


def examine_twin(twin, original) -> None:
    """Check that twin(original) has equal weights, and that neither changes with the other."""
    draw, shapes = check.rng(), sizes_of(4, 3, 2)
    before, later, last = (drawn(draw, shapes) for _ in range(3))
    original.set_weights(before)
    check.that(holds(original, before), REPLACED)
    copy = twin(original)
    check.that(callable(copy), "return the twin: is a `return` missing?", got=type(copy).__name__)
    check.equal([np.shape(w) for w in copy.get_weights()], shapes, "the twin has another shape")
    fresh = "the twin's weights are not the original's: clone_model copies the shape only"
    check.that(holds(copy, before), fresh)
    original.set_weights(later)
    alias = "the twin is an alias: when the network learned, the twin changed with it"
    check.that(holds(copy, before), alias)
    copy.set_weights(last)
    check.that(holds(copy, last), "the twin's weights can't be changed")
    check.that(holds(original, later), "changing the twin changed the original")


def filled(network, number: float):
    """Return a network after making all its weights that number."""
    network.set_weights([np.full(shape, number, np.float32) for shape in sizes_of(4, 3, 2)])
    return network


def examine_soft(update, slow, quick, tau: float, right: float) -> None:
    """Check that an update moves all weights of slow from 1 to right, and leaves quick's at 3."""
    update(filled(slow, 1.0), filled(quick, 3.0), tau)
    check.that(all(np.all(w == 3) for w in quick.get_weights()), LEARNER_MOVED)
    moved = [np.any(w != 1) for w in slow.get_weights()]
    check.that(any(moved), TARGET_STANDS)
    told = "only some of the variables moved: go through all of them"
    check.that(all(moved), told, got=f"of {len(moved)} variables {sum(moved)} moved")
    for number, now in enumerate(slow.get_weights()):
        mistakes = {text: np.full(now.shape, wrong) for text, wrong in SOFT_MISTAKES.items()}
        told = f"from 1 towards 3 with τ = {tau}, variable {number}"
        check.close(now, np.full(now.shape, right), told, mistakes=mistakes, tolerance=1e-5)


def examine_compiled(update, compiled, slow, quick, tau: float) -> None:
    """Check that an update does the same when called by `compiled`, again and again.

    Which way it goes is another check's business: each of the ways that SOFT_MISTAKES names will do.
    """
    draw = check.rng()
    old, new = (drawn(draw, sizes_of(4, 3, 2)) for _ in range(2))

    def started() -> tuple:
        slow.set_weights(old)
        quick.set_weights(new)
        return slow, quick

    update(*started(), tau)
    shares = {(1 - tau, tau), (tau, 1 - tau), (1, tau), (0, 1), (1 + tau, -tau)}
    plain = slow.get_weights()
    check.that(not _near(plain, old), TARGET_STANDS)
    ways = [(a, b) for a, b in shares if _near(plain, mixed(old, new, a, b))]
    check.that(bool(ways), "the target moves, but not towards the network: see the check above")
    told = "it works once, but can't be compiled: use the variables and assign, not get_weights"
    called_compiled(compiled, Traced(update, tau), started(), told)
    right = old
    for _ in range(COMPILED_CALLS):
        right = mixed(right, new, *ways[0])
    for number, (now, expected) in enumerate(zip(slow.get_weights(), right, strict=True)):
        told = f"compiled, τ = {tau:.2f}, variable {number} is not what it is without compiling"
        check.close(now, expected, told, tolerance=1e-4)
    check.that(holds(slow, right), REPLACED)
    check.that(holds(quick, new), LEARNER_MOVED)


def _near(weights: Sequence, others: Sequence) -> bool:
    pairs = zip(weights, others, strict=True)
    return all(np.allclose(check.array(w, "weights", x.shape), x, 1e-4, 1e-4) for w, x in pairs)
