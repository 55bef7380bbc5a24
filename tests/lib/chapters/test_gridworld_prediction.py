"""The promises of lib/chapters/gridworld_prediction.py, and that what it writes down is so."""

import itertools

import numpy as np
import pytest

from lib.chapters import gridworld_prediction as diaries
from lib.check import CheckFailed


def first_returns(walks, states, gamma):
    found = [[] for _ in range(states)]
    for walk in walks:
        path, paid = [step[0] for step in walk], [step[1] for step in walk]
        for state in set(path):
            first = path.index(state)
            found[state].append(sum(r * gamma**k for k, r in enumerate(paid[first:])))
    return [sum(returns) / max(len(returns), 1) for returns in found]


def stepwise(walks, states, alpha, gamma):
    V = [0.0] * states
    for state, reward, after, over in (step for walk in walks for step in walk):
        V[state] += alpha * (reward + (0 if over else gamma * V[after]) - V[state])
    return V


def test_the_numbers_that_are_written_down_are_right_and_no_mistake_gives_them():
    for right, found, mistakes in (
        (diaries.RETURNS, first_returns(diaries.SHORT, 4, 0.5), diaries.RETURN_MISTAKES),
        (diaries.FIRST_RETURNS, first_returns(diaries.ROUND, 3, 0.5), diaries.FIRST_MISTAKES),
        (diaries.LEARNED, stepwise(diaries.ROUND, 3, 0.5, 0.5), diaries.LEARN_MISTAKES),
    ):
        assert found == list(right)
        wrong = [tuple(map(float, values)) for values in mistakes.values()]
        assert len({*wrong, right}) == len(wrong) + 1
        assert {len(values) for values in wrong} == {len(right)}


def test_who_predicts_leaves_the_walks_as_they_are():
    def turns(walks, states):
        for walk in walks:
            walk.reverse()
        return np.zeros(states)

    assert diaries.predicted(lambda walks, states: [0] * states, diaries.ROUND, 3).shape == (3,)
    with pytest.raises(CheckFailed, match="the walks"):
        diaries.predicted(turns, diaries.ROUND, 3)
    with pytest.raises(CheckFailed, match="the values"):
        diaries.predicted(lambda walks, states: [0] * (states - 1), diaries.ROUND, 3)


def test_strolls_hang_together_and_end_once():
    walks = diaries.strolls(np.random.default_rng(1), 6, 40, 12)
    assert len(walks) == 40
    for walk in walks:
        assert 1 <= len(walk) <= 12
        assert [step[3] for step in walk] == [False] * (len(walk) - 1) + [True]
        assert all(one[2] == two[0] for one, two in itertools.pairwise(walk))
    assert {step[0] for walk in walks for step in walk} == set(range(5))  # the last never comes
