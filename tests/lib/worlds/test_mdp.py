"""Finite MDPs: exact values against independent ways to compute them."""

import itertools

import numpy as np
import pytest

from lib.worlds import mdp


@pytest.fixture(params=range(8))
def world(request):
    return mdp.random_mdp(np.random.default_rng(request.param), 4, 3)


def solved(world, policy, gamma):
    """Values of a deterministic policy by linear solve."""
    rows = np.arange(world.states)
    P, R = world.T[rows, policy], world.R[rows, policy]
    return np.linalg.solve(np.eye(world.states) - gamma * P, np.sum(P * R, axis=1))


def test_the_orchard_has_the_published_action_values():
    V, Q = mdp.optimal_values(mdp.orchard(), 0.9)
    expected = [
        [18.91891892, 17.02702702, 13.62162162],
        [0, -np.inf, -4.87971488],
        [-np.inf, 50.13365013, -np.inf],
    ]
    np.testing.assert_allclose(Q, expected, atol=2e-8)
    np.testing.assert_allclose(V, Q.max(axis=1))


def test_in_the_orchard_patience_makes_the_fire_worth_it():
    _, Q = mdp.optimal_values(mdp.orchard(), 0.95)
    expected = [[21.8993, 20.8043, 16.8676], [1.1208, -np.inf, 1.1798], [-np.inf, 53.8735, -np.inf]]
    np.testing.assert_allclose(Q, expected, atol=5e-5)


@pytest.mark.parametrize("gamma", [0, 0.5, 0.9, 0.99, 0.999])
def test_optimal_values_are_the_best_over_all_policies(world, gamma):
    V, Q = mdp.optimal_values(world, gamma)
    choices = [np.flatnonzero(row) for row in world.available]
    best = np.max([solved(world, p, gamma) for p in itertools.product(*choices)], axis=0)
    np.testing.assert_allclose(V, best, rtol=1e-10)
    np.testing.assert_allclose(Q.max(axis=1), V, rtol=1e-10)
    assert np.array_equal(np.isfinite(Q), world.available)


@pytest.mark.parametrize("gamma", [0, 0.9, 0.999])
def test_values_of_a_policy_agree_with_a_linear_solve(world, gamma):
    policy = world.available.argmax(axis=1)
    values = mdp.exact_values(world, policy, gamma)
    np.testing.assert_allclose(values, solved(world, policy, gamma), rtol=1e-10)
    np.testing.assert_allclose(values, mdp.exact_values(world, np.eye(3)[policy], gamma))


def test_values_of_a_policy_with_chance_agree_with_play():
    world = mdp.orchard()
    policy, rng = (
        world.available / world.available.sum(axis=1, keepdims=True),
        np.random.default_rng(0),
    )
    totals = []
    for _ in range(4000):
        state, total = 0, 0.0
        for t in range(40):
            reward, state = mdp.sample(world, state, rng.choice(3, p=policy[state]), rng)
            total += 0.7**t * reward
        totals.append(total)
    error = np.std(totals) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - mdp.exact_values(world, policy, 0.7)[0]) < 5 * error


def test_a_state_without_actions_is_terminal_and_worth_nothing():
    T, R = np.zeros((2, 2, 1, 2))
    T[0, 0, 1], R[0, 0, 1] = 1, 3
    world = mdp.MDP(T, R)
    V, Q = mdp.optimal_values(world, 0.9)
    np.testing.assert_allclose(V, [3, 0], atol=1e-12)
    assert Q[1, 0] == -np.inf
    np.testing.assert_allclose(mdp.exact_values(world, [0, 0], 0.9), [3, 0])


def test_samples_follow_the_probabilities():
    world, rng = mdp.orchard(), np.random.default_rng(1)
    steps = [mdp.sample(world, 2, 1, rng) for _ in range(10_000)]
    counts = np.bincount([state for _, state in steps])
    # Hoeffding: a right sampler misses one of three bounds with probability below 1e-7.
    assert (abs(counts - np.array([8000, 1000, 1000])) < 300).all()
    assert set(steps) == {(40.0, 0), (0.0, 1), (0.0, 2)}


def test_samples_repeat_with_the_seed():
    world = mdp.orchard()
    a, b = (
        [mdp.sample(world, 0, 0, rng) for _ in range(20)]
        for rng in map(np.random.default_rng, (3, 3))
    )
    assert a == b


@pytest.mark.parametrize(("state", "action"), [(1, 1), (0, -1), (-1, 0), (3, 0), (0, 3)])
def test_an_action_that_is_not_there_cannot_be_taken(state, action):
    with pytest.raises(ValueError, match=r"state"):
        mdp.sample(mdp.orchard(), state, action, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("T", "R", "complaint"),
    [
        (np.ones((2, 2)), np.ones((2, 2)), "shape"),
        (np.ones((2, 1, 3)), np.ones((2, 1, 3)), "shape"),
        (np.full((2, 1, 2), 0.5), np.ones((2, 2, 2)), "shape of T"),
        (np.full((2, 1, 2), 0.4), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.tile([1.5, -0.5], (2, 1, 1)), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.full((2, 1, 2), np.nan), np.ones((2, 1, 2)), r"T\[0, 0\]"),
        (np.full((2, 1, 2), 0.5), np.full((2, 1, 2), -np.inf), "finite"),
    ],
)
def test_what_is_no_mdp_says_why(T, R, complaint):
    with pytest.raises(ValueError, match=complaint):
        mdp.MDP(T, R)


def test_an_mdp_keeps_its_own_read_only_arrays():
    T = np.ones((1, 1, 1))
    world = mdp.MDP(T, T)
    T[0, 0, 0] = 5
    assert world.T[0, 0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        world.T[0, 0, 0] = 5


@pytest.mark.parametrize("gamma", [1, -0.1, 1.5, float("nan")])
def test_values_need_a_discount(gamma):
    for ask in (
        lambda: mdp.optimal_values(mdp.orchard(), gamma),
        lambda: mdp.exact_values(mdp.orchard(), [0, 0, 1], gamma),
    ):
        with pytest.raises(ValueError, match="gamma"):
            ask()


@pytest.mark.parametrize("policy", [[0, 1, 1], [0, 0], np.ones((3, 3))])
def test_a_policy_must_be_possible(policy):
    with pytest.raises(ValueError, match="polic"):
        mdp.exact_values(mdp.orchard(), policy, 0.9)
