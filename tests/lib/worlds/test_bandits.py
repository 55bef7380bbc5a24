"""The promises of lib/worlds/bandits.py."""

import pickle

import numpy as np
import pytest

from lib import check
from lib.worlds import bandits

MEANS = np.array([0.7, 0.2, 0.3])


def test_an_arm_pays_as_often_as_its_mean_says():
    bandit = bandits.BernoulliBandit(MEANS, np.random.default_rng(0))
    for arm, mean in enumerate(MEANS):
        rewards = check.sample(bandit.pull, 5000, arm)
        check.frequencies(rewards, [1 - mean, mean], f"arm {arm}")


def test_equal_seeds_give_equal_rewards():
    one, two = (bandits.BernoulliBandit(MEANS, np.random.default_rng(3)) for _ in range(2))
    assert check.sample(one.pull, 100, 1) == check.sample(two.pull, 100, 1)


def test_a_bandit_travels_with_its_generator():
    bandit = bandits.BernoulliBandit(MEANS, np.random.default_rng(3))
    copy = pickle.loads(pickle.dumps(bandit))
    assert check.sample(copy.pull, 50, 0) == check.sample(bandit.pull, 50, 0)


def test_a_bandit_keeps_its_own_copy_of_the_means():
    means = MEANS.copy()
    bandit = bandits.BernoulliBandit(means, np.random.default_rng(0))
    means[:] = 0
    assert bandit.means.tolist() == MEANS.tolist()
    assert bandit.k == 3


@pytest.mark.parametrize("arm", [-1, 3])
def test_an_arm_that_is_not_there_is_refused(arm):
    with pytest.raises(IndexError, match="the arms are 0 to 2"):
        bandits.BernoulliBandit(MEANS, np.random.default_rng(0)).pull(arm)


@pytest.mark.parametrize("means", [[], [1.1], [-0.1], [np.nan], [[0.5]], 0.5])
def test_means_that_are_no_probabilities_are_refused(means):
    with pytest.raises(ValueError, match="mean"):
        bandits.BernoulliBandit(means, np.random.default_rng(0))


def test_divergence_is_zero_between_equals_and_grows_with_distance():
    assert bandits.bernoulli_kl(0.3, 0.3) == 0
    assert bandits.bernoulli_kl(0.0, 0.5) == pytest.approx(np.log(2))
    assert bandits.bernoulli_kl(0.2, 0.7) > bandits.bernoulli_kl(0.3, 0.7)


def test_lai_robbins_slope_of_our_wood():
    by_hand = 0.5 / (0.2 * np.log(2 / 7) + 0.8 * np.log(8 / 3)) + 0.4 / (0.4 * np.log(7 / 3))
    assert bandits.lai_robbins_slope(MEANS) == pytest.approx(by_hand)


def test_rewards_lie_further_off_than_hoeffding_allows_no_more_often_than_told():
    means = np.random.default_rng(0).binomial(25, 0.5, size=10_000) / 25
    assert np.mean(means + bandits.hoeffding(25, 0.05) < 0.5) <= 0.05
    assert bandits.hoeffding(np.array([1, 4]), 0.1)[0] == 2 * bandits.hoeffding(4, 0.1)


def test_the_billiard_draws_from_the_posterior():
    wins, pulls = np.full((20_000, 3), [0, 2, 4]), np.full((20_000, 3), [0, 3, 4])
    draws = bandits.billiard(wins, pulls, np.random.default_rng(0))
    assert draws.shape == (20_000, 3)
    shares = np.bincount(draws.argmax(axis=1), minlength=3) / 20_000
    assert shares == pytest.approx([0.1444, 0.1333, 0.7222], abs=0.015)  # by quadrature
    assert draws.mean(axis=0) == pytest.approx([1 / 2, 3 / 5, 5 / 6], abs=0.01)
