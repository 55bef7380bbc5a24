"""The promises of lib/worlds/market.py."""

import numpy as np
import pytest

from lib import check
from lib.worlds import market


def test_guests_are_somebody_in_some_weather():
    x = market.arriving(20_000, np.random.default_rng(0))
    assert np.array_equal(x[:, :3].sum(axis=1), np.ones(20_000))
    check.frequencies(x[:, :3].argmax(axis=1), market.COMING, "who comes")
    check.frequencies(x[:, 4].astype(int), [1 - market.RAINY, market.RAINY], "how often it rains")
    assert x[:, 3].min() >= 0
    assert x[:, 5].max() < 1
    assert abs(x[:, 3].mean() - 0.5) < 0.02


def test_what_is_paid_is_what_the_guest_likes_and_noise():
    world = market.Market(50_000, np.random.default_rng(1))
    x = world.guests()
    assert np.allclose(world.means(), x @ market.TASTES.T)
    wares = np.arange(50_000) % len(market.WARES)
    off = world.sell(wares) - world.means()[np.arange(50_000), wares]
    assert abs(off.mean()) < 0.03
    assert abs(off.std() - market.NOISE) < 0.03


def test_tastes_change_at_midnight_for_the_guest_who_stands_there_then():
    later = market.after_midnight()
    world = market.Market(3, np.random.default_rng(0), later=later, midnight=2)
    for served in range(4):
        x = world.guests()
        right = later if served >= 2 else market.TASTES
        assert np.allclose(world.means(), x @ right.T), served
        world.sell([0, 1, 2])


def test_after_midnight_each_likes_what_another_liked():
    later = market.after_midnight()
    cat, bird, grandfather = later[:, :3].T
    assert np.array_equal(bird, market.TASTES[:, 0])
    assert np.array_equal(grandfather, market.TASTES[:, 1])
    assert np.array_equal(cat, market.TASTES[:, 2])
    assert np.array_equal(later[:, 3:], market.TASTES[:, 3:])


def test_tastes_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="can't become"):
        market.Market(2, np.random.default_rng(0), later=np.zeros((2, 6)))


def test_equal_seeds_give_equal_days():
    days = []
    for _ in range(2):
        world = market.Market(4, np.random.default_rng(7))
        days.append((world.guests(), world.sell([1, 2, 3, 4])))
    assert all(np.array_equal(one, other) for one, other in zip(*days, strict=True))


def test_every_ware_is_the_best_for_somebody():
    x = market.arriving(20_000, np.random.default_rng(0))
    best = np.bincount((x @ market.TASTES.T).argmax(axis=1), minlength=len(market.WARES))
    assert best.min() > 500


def test_chances_of_clicks():
    assert np.allclose(market.logistic(np.array([0.0, np.log(3)])), [0.5, 0.75])
    assert market.logistic(-1e4) == 0.0
    assert market.click_chance(1.0) == 0.5


def test_a_click_needs_a_look_and_liking():
    shelf = market.Shelf([0.5, 0.8, 0.1], [0.9, 0.3], np.random.default_rng(0))
    clicks = shelf.show(np.tile([1, 0], (20_000, 1)))
    check.frequencies(clicks[:, 0].astype(int), [1 - 0.72, 0.72], "ware 1 in the first place")
    check.frequencies(clicks[:, 1].astype(int), [1 - 0.15, 0.15], "ware 0 in the second place")


def test_shuffled_slates_hold_each_ware_in_each_place_and_none_twice():
    shelf = market.Shelf([0.5] * 4, [0.9, 0.3], np.random.default_rng(0))
    slates = shelf.shuffled(8_000)
    assert slates.shape == (8_000, 2)
    assert np.all(slates[:, 0] != slates[:, 1])
    for place in (0, 1):
        check.frequencies(slates[:, place], [0.25] * 4, f"place {place}")


def test_who_has_gone_takes_nothing_and_stays_away():
    guests = market.Visits(500, np.random.default_rng(0))
    for _ in range(40):
        here = guests.here.copy()
        taken = guests.offer(np.zeros(500, dtype=int))
        assert not taken[~here].any()
        assert not guests.here[~here].any()
    assert not guests.here.any()


def test_trust_moves_as_the_offer_says_and_stays_between_0_and_4():
    guests = market.Visits(3, np.random.default_rng(0))
    guests.offer(np.array([0, 1, 2]))
    assert guests.trust.tolist() == [1, 3, 4]
    guests.here[:] = True
    guests.offer(np.array([0, 2, 2]))
    assert guests.trust.tolist() == [0, 4, 4]


def test_what_a_policy_is_worth_is_what_guests_take_of_it():
    policy = np.array([[0.2, 0.3, 0.5]] * 5)
    rng, guests, taken = (
        np.random.default_rng(3),
        market.Visits(40_000, np.random.default_rng(4)),
        0,
    )
    while guests.here.any():
        taken += guests.offer(rng.choice(3, size=40_000, p=policy[0])).sum()
    assert abs(taken / 40_000 - market.visits_worth(policy)[market.START]) < 0.1


def test_no_policy_is_worth_more_than_the_best_not_even_after_one_other_step():
    best = market.best_visits()
    worth = market.visits_worth(best)
    for offer in range(3):
        after = np.clip(np.arange(5) + market.CHANGES[offer], 0, 4)
        once = market.PLEASES[offer] + market.RETURNS[after] * worth[after]
        assert np.all(once <= worth + 1e-9)
    sweets = market.visits_worth(np.eye(3)[[0] * 5])[market.START]
    dice = market.visits_worth(np.full((5, 3), 1 / 3))[market.START]
    assert sweets < dice < worth[market.START]
