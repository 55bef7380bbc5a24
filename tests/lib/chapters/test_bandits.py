"""The promises of lib/chapters/bandits_cases.py: stand-ins follow their scripts, checks say what is wrong."""

import numpy as np
import pytest

from lib.chapters import bandits_cases as cases
from lib.check import CheckFailed

MEANS = [0.7, 0.2, 0.3]


def test_scripts_follow_their_lists_and_keep_a_record():
    bandit, agent = cases.ScriptedBandit(MEANS, [1, 0]), cases.ScriptedAgent([2, 1])
    for _ in range(3):
        arm = agent.act(np.random.default_rng(4))
        agent.learn(arm, bandit.pull(arm))
    assert bandit.pulled == [2, 1, 2]
    assert agent.told == [(2, 1), (1, 0), (2, 1)]
    assert agent.drawn == 3 * [np.random.default_rng(4).random()]


def constant(*result):
    """Return a function that returns these two things, whatever it is asked."""
    return lambda *asked: result


def test_tables_may_hold_what_was_asked_and_nothing_else():
    asked = {"asked": (2, 0.5, 3), "Q": [0.5, 0.5], "N": [3, 3]}
    half, three = np.full(2, 0.5), np.full(2, 3)
    cases.check_tables(constant(half, three), **asked)
    wrong = {
        "numpy arrays": (0.5, 3),
        "first Q": (three, half),
        "fractions are cut off": (np.zeros(2, dtype=int), three),
        "optimistic start is forgotten": (np.zeros(2), three),
        "N should begin at `trust`": (half, np.ones(2)),
    }
    for message, result in wrong.items():
        with pytest.raises(CheckFailed, match=message):
            cases.check_tables(constant(*result), **asked)


def test_an_update_that_changes_nothing_is_told_so():
    with pytest.raises(CheckFailed, match="nothing changed"):
        cases.after(lambda Q, N, arm, reward: None, [0, 0], [0, 0], arm=1, rewards=[1])


def turn(pulls: int = 1, learns: int = 1, order: int = 1):
    """Return a loop that pulls and learns so often each morning; order -1 tells the reward first."""

    def play(bandit, agent, n, rng):
        for _ in range(n):
            arm = agent.act(rng)
            rewards = [bandit.pull(arm) for _ in range(pulls)]
            for _ in range(learns):
                agent.learn(*(arm, rewards[0])[::order])
        return [], [], []

    return play


def test_all_must_take_their_turns():
    script = {"means": MEANS, "arms": [0, 2, 1], "rewards": [1, 1, 0]}
    assert cases.played(turn(), **script) == ([], [], [])
    wrong = {
        "pull once": turn(pulls=2),
        "agent learns nothing": turn(learns=0),
        "first the arm": turn(order=-1),
    }
    for message, play in wrong.items():
        with pytest.raises(CheckFailed, match=message):
            cases.played(play, **script)


def test_a_wrong_arm_is_told_with_what_was_asked():
    case = {"Q": [0.5, 0.1], "N": [3, 4], "arm": 1, "message": "wrong", "m": 5}
    cases.check_arm(lambda Q, N, m: 1, **case)
    with pytest.raises(CheckFailed, match=r"wrong[^$]*Q = \[0.5, 0.1\], N = \[3, 4\], m = 5"):
        cases.check_arm(lambda Q, N, m: 0, **case)
    with pytest.raises(CheckFailed, match="out of range"):
        cases.check_arm(lambda Q, N, m: 2, **case)
