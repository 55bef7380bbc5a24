"""What the checks of the bandit chapter say, and the stand-ins that they use.

The names in capitals belong to one check each: its `message`, and under `mistakes` what each typical
mistake leads to, in numbers worked out by hand.
"""

import contextlib
from collections.abc import Callable, Sequence

import numpy as np

from lib import check

# Exercise 1
MISSED_NOT_FOUND = "regret is what the choices *missed*; you added up what they found"
MISSED = {
    "message": "85, 5 and 10 pulls of arms with means 0.7, 0.2 and 0.3: the first cost nothing, "
    "the others 0.5 and 0.4 each",
    "mistakes": {
        MISSED_NOT_FOUND: 63.5,
        "regret is best minus chosen, so it is never negative: turn the sign": -6.5,
        "regret is a total, not an average: don't divide by the number of pulls": 0.065,
        "a wrong pull costs its gap, not a whole apple": 15,
        "a gap is the distance to the best arm, not to the average arm": -23.5,
        "a gap is the distance to the best arm, not to the worst": -43.5,
        "this is minus what the choices found: what the best arm pays, 100 times its *mean*, is "
        "missing (argmax is its number)": -63.5,
        "each gap counts as often as its arm was pulled": 0.9,
        "add up over the arms: regret is one number": (0, 2.5, 4),
    },
}
ANY_IS_BEST = "the best arm can be any arm: take the largest of the means"
BEST_SO_FAR = "the best arm is the best of all, whether or not anybody has pulled it yet"
LAST_IS_BEST = f"10, 0 and 5 pulls of arms with means 0.1, 0.5 and 0.6: {ANY_IS_BEST}"

# Exercise 3
COUNTED = {
    "message": "N after four pulls of arm 1",
    "mistakes": {
        "the mean forgets its count: N[arm] must grow by one with each pull": (0, 0, 0),
        "only the arm that was pulled counts one more pull, not all of them": (4, 4, 4),
        "N counts the pulls, whatever they paid": (0, 2, 0),
    },
}
DIFFERENCE = "divide the *difference* of reward and estimate only, not the old estimate"
AVERAGED = {
    "message": "Q after arm 1 paid 1, 0, 0, 1",
    "mistakes": {
        "the estimate stays as it was: move Q[arm] towards the reward": (0, 0, 0),
        "Q is the last reward, or the largest: it should be their mean, so divide by the number of "
        "pulls": (0, 1, 0),
        "Q holds the sum of the rewards: it should be their mean": (0, 2, 0),
        "only the arm that was pulled learns, not all of them": (0.5, 0.5, 0.5),
        "count the pull first: you divide by the number of pulls before this one": (0, 1 / 3, 0),
        "Q[arm] moves by that much: add it to Q[arm], don't replace": (0, 0.20833333333333334, 0),
        "subtract the old estimate from the reward *before* you divide": (0, 1.25, 0),
        DIFFERENCE: (0, 0.2916666666666667, 0),
        "away from the reward: the difference is reward minus estimate": (0, -2.75, 0),
    },
}
AVERAGED_ON = {
    "message": "Q[0] after two (imaginary) mornings that paid 1, and one that pays 0",
    "mistakes": {
        "divide by the pulls of this arm, not of all arms": (11 / 12, 1),
        "count the pull first: you divide by the number of pulls before this one": (0.5, 1),
        "the imaginary mornings count, too: N begins at 2 here": (0, 1),
    },
}

# Exercise 4
PULLED = {
    "message": "the pulls of arms 0, 2, 1, 2, 0",
    "mistakes": {"pulls count the mornings at each arm, whatever they paid": (1, 0, 2)},
}
WON = {
    "message": "the wins of arms 0, 2, 1, 2, 0, which paid 1, 1, 0, 1, 0",
    "mistakes": {"wins add up the rewards; you count the pulls again": (2, 1, 2)},
}
LUCK = "regret from rewards measures luck: take the gap of the arm's *mean*"
TOTAL = "regret[t] is the total of all mornings up to t, not of morning t alone"
SO_FAR = {
    "message": "the regret after each morning, of arms with gaps 0, 0.4, 0.5, 0.4, 0",
    "mistakes": {
        LUCK: (-0.3, -0.6, 0.1, -0.2, 0.5),
        TOTAL: (0, 0.4, 0.5, 0.4, 0),
        "regret[t] counts morning t too: write it down after the pull": (0, 0, 0.4, 0.9, 1.3),
        MISSED_NOT_FOUND: (0.7, 1.0, 1.2, 1.5, 2.2),
        "write the regret down every morning, not only after the last": (0, 0, 0, 0, 1.3),
        "the regret is never written down: regret[t] is the total after morning t": (0, 0, 0, 0, 0),
    },
}

# Exercise 5. Shares of the arms at estimates 2, -1 and 0, and of equally good ones
INVERTED = "ε is inverted: with probability ε Peter explores, with 1 - ε he takes a best arm"
NEVER_EXPLORES = "ε isn't used: the best arm is always taken"
NOT_BEST = (
    "your exploring branch never picks arm 0, the best: it should pick *any* arm, best included"
)
INDEX = "always arm 2: do you compare the estimates with the *index* of the best arm, not with their maximum?"
NEVER = {
    "message": "with ε = 0 only the best arm is taken",
    "mistakes": {
        INDEX: (0, 0, 1),
        "every arm is equally likely, but ε = 0 is never to explore: is ε used, or inverted? ε is "
        "inverted if Peter explores with 1 - ε": (1 / 3, 1 / 3, 1 / 3),
        "the best arm has the *largest* estimate, not the smallest": (0, 1, 0),
    },
}
ALWAYS = {
    "message": "with ε = 1 every arm is equally likely",
    "mistakes": {NEVER_EXPLORES: (1, 0, 0), NOT_BEST: (0, 0.5, 0.5)},
}
FIRST_OF_BEST = (
    "ties must be broken at random: argmax alone always takes the first of the best arms"
)
TIED = {
    "message": "arms 0 and 2 are equally good",
    "mistakes": {
        FIRST_OF_BEST: (1, 0, 0),
        "ties must be broken at random, you always take the last": (0, 0, 1),
    },
}
SOME = {
    "message": "with ε = 0.3 the best arm has 80 %",
    "mistakes": {
        INVERTED: (0.5333333, 0.2333333, 0.2333333),
        NOT_BEST: (0.7, 0.15, 0.15),
        NEVER_EXPLORES: (1, 0, 0),
        "ε isn't used: every arm is equally likely": (1 / 3, 1 / 3, 1 / 3),
    },
}

# Exercise 6
FEWEST = {
    "message": "arm 2 still lacks a pull, and every arm is to be pulled m times before the best is taken",
}
THEN_BEST = {
    "message": "when every arm has its m pulls, take the largest Q",
    "mistakes": {
        "arm 2 was pulled most, but take the arm with the best *mean*: the largest Q": 2,
        "arm 1 has neither the largest Q nor the most pulls: it is the arm with the smallest Q": 1,
    },
}
ENOUGH = {"message": "m = 5 and every arm has 5 pulls: exploring is over, take the largest Q"}

# Exercise 7
UNPULLED = {"message": "an arm that was never pulled comes first, whatever the others promise"}
EQUAL_N = {"message": "with equal N, the largest Q wins"}
TWO_BOUNDS = {
    "message": "the bounds are 0.72 and 0.89",
    "mistakes": {
        "the bonus of arm 1 is missing, too small, or has the wrong sign; the root is of the whole "
        "fraction: + c √(ln t / N)": 0,
    },
}
SEVEN_BOUNDS = {
    "message": "the bounds are 0.78, 1.05, 0.98, 0.86, 0.98, 0.81 and 0.24",
    "mistakes": {
        "the bonus of arm 4 came out too large: c is a factor, and under the root stands ln t / N, "
        "nothing else": 4,
        "the bonus of the rarely pulled arms came out too small: c is a factor, the logarithm is of "
        "the pulls of *all* arms, t = N.sum(), the root is of the whole fraction": 2,
        "the bonus of arm 0, pulled three times, came out far too large: is the logarithm there, and "
        "the square root of the whole fraction? c √(ln t / N)": 0,
        "the bonus is missing, or far too small: + c √(ln t / N)": 3,
        "the bonus has the wrong sign: + c √(ln t / N)": 5,
    },
}

# Exercise 8
BELIEFS = {
    "message": "a and b for 2 wins in 3 pulls, 0 in 0, 1 in 5 and 0 in 4",
    "mistakes": {
        "a and b are swapped: a counts the wins, b the misses": ((2, 1, 5, 5), (3, 1, 2, 1)),
        "the prior is missing: without data the density is flat, Beta(1, 1)": (
            (2, 0, 1, 0),
            (1, 0, 4, 4),
        ),
        "b counts the misses, not all pulls": ((3, 1, 2, 1), (4, 1, 6, 5)),
        "b counts the misses, not all pulls, and the prior is missing": (
            (2, 0, 1, 0),
            (3, 0, 5, 4),
        ),
        "the prior is missing from b": ((3, 1, 2, 1), (1, 0, 4, 4)),
        "the prior is missing from a": ((2, 0, 1, 0), (2, 1, 5, 5)),
    },
}

# Exercise 9. The shares are integrals over the densities: nothing is drawn for them.
A_DRAW_EACH = "take a new draw from *each* Beta in every call, don't compare means"
ALIKE = {
    "message": "flat posteriors make all arms alike",
    "mistakes": {
        f"always arm {arm}: {A_DRAW_EACH}": [arm == 0, arm == 1, arm == 2] for arm in range(3)
    },
}
SWAPPED = "a and b are swapped (rng.beta takes a first, then b), or you take the smallest draw"
AS_LIKELY = {
    "message": "each arm as often as it is best under the posteriors",
    "mistakes": {
        SWAPPED: (0.064896, 0.220595, 0.714509),
        "one draw for each arm: you draw as if the posteriors were flat": (1 / 3, 1 / 3, 1 / 3),
        f"always arm 0: {A_DRAW_EACH}": (1, 0, 0),
    },
}


class ScriptedBandit:
    """Pay given rewards one after the other, whatever is pulled, and note in `pulled` what was."""

    __lent__ = ("k", "means", "pull")  # what a game may use of it

    def __init__(self, means, rewards):
        self.means, self.k = np.array(means, dtype=float), len(means)
        self.rewards, self.pulled = list(rewards), []

    def pull(self, arm: int) -> int:
        """Return the next reward; the list begins again when it is used up."""
        self.pulled.append(arm)
        return self.rewards[(len(self.pulled) - 1) % len(self.rewards)]


class ScriptedAgent:
    """Choose given arms one after the other, and note in `told` what is learned.

    `drawn` holds numbers from the generators of its choices.
    """

    __lent__ = ("act", "learn")

    def __init__(self, arms):
        self.arms, self.told, self.drawn, self.asked = list(arms), [], [], 0

    def act(self, rng: np.random.Generator) -> int:
        """Return the arm after the last one it was told of; from the beginning when used up."""
        check.that(len(self.arms) > 0, "n = 0 mornings: nobody is to be asked for an arm")
        check.note(self.drawn, rng)
        self.asked += 1
        return self.arms[len(self.told) % len(self.arms)]

    def learn(self, arm: int, reward: int) -> None:
        """Note arm and reward."""
        self.told.append((arm, reward))


def check_tables(make: Callable, asked: tuple, Q: Sequence, N: Sequence) -> None:
    """Fail unless make(*asked) returns these Q and N, shape (k,), as arrays, Q one of floats."""
    what = f"starting_tables({', '.join(map(str, asked))})"
    got, counts = check.results(make(*asked), "Q", "N")
    arrays = type(got) is np.ndarray and type(counts) is np.ndarray
    kinds = f"{type(got).__name__} and {type(counts).__name__}"
    check.that(arrays, "Q and N must be numpy arrays", expected="two arrays", got=kinds)
    swapped = any(N) and np.array_equal(got, N)
    check.that(not swapped, f"{what}: first Q, the guesses, then N, the trust")
    check.that(
        got.dtype.kind == "f",
        "Q holds integers, so storing an average of 0.25 in it would keep 0: fractions are cut off",
        expected="an array of floats",
        got=f"an array of {got.dtype}",
        hint="np.full(4, 1) takes its type from the 1; say dtype=float",
    )
    nothing, ones = [0.0] * len(Q), [1.0] * len(Q)
    optimism = "the optimistic start is forgotten: Q should begin at `optimism`, not at"
    trust = "N should begin at `trust`, the number of imaginary mornings, not at"
    wrong = {f"{optimism} 0": nothing, f"{optimism} 1": ones}
    check.close(got, Q, f"Q of {what}", mistakes=wrong)
    wrong = {f"{trust} 0": nothing, f"{trust} 1": ones}
    check.close(counts, N, f"N of {what}", mistakes=wrong)


def after(update: Callable, Q: Sequence, N: Sequence, arm: int, rewards: Sequence) -> tuple:
    """Return Q and N, shape (k,), after an arm has paid these rewards; fail if neither changed."""
    before = np.array(Q, dtype=float), np.array(N)
    now = tuple(table.copy() for table in before)
    for reward in rewards:
        check.changes(update, *now)(*now, arm, reward)
    changed = not (np.array_equal(now[0], before[0]) and np.array_equal(now[1], before[1]))
    check.that(changed, "nothing changed: write into Q[arm] and N[arm], in place")
    return now


def played(play: Callable, means: Sequence, arms: Sequence, rewards: Sequence) -> tuple:
    """Return what `play` returns for scripted arms and rewards; fail unless all take their turns."""
    n, agent, bandit = len(arms), ScriptedAgent(arms), ScriptedBandit(means, rewards)
    seed = check.seed()
    result = play(bandit, agent, n, np.random.default_rng(seed))
    told = list(zip(arms, rewards, strict=True))
    turned = [(reward, arm) for arm, reward in told]
    late = [(arms[0], reward) for reward in rewards]
    twice = "every call of bandit.pull is a morning: pull once, and keep the reward in a variable"
    check.equal(
        len(bandit.pulled),
        n,
        "n mornings are n pulls, no more, no fewer",
        mistakes={twice: 2 * n, "nobody pulls: bandit.pull(arm) returns the reward": 0},
    )
    check.equal(
        len(agent.told),
        n,
        "the agent learns from each pull, once: agent.learn(arm, reward)",
        mistakes={"the agent learns nothing: agent.learn(arm, reward), after each pull": 0},
    )
    check.equal(
        agent.told,
        told,
        "the agent was told another arm or reward than was pulled",
        mistakes={
            "the agent was told another arm or reward: first the arm, then the reward": turned,
            "the agent always chose its first arm: tell it of each pull before it is asked again": late,
        },
    )
    check.equal(bandit.pulled, list(arms), "pull the arm that the agent chose")
    check.equal(agent.asked, n, "ask the agent once each morning, and keep its arm in a variable")
    check.handed_on(agent.drawn, seed)
    return check.results(result, "pulls", "wins", "regret")


def check_regret(
    got,
    expected,
    total_regret: Callable,
    arms: Sequence,
    means: Sequence,
    message: str,
    mistakes=None,
) -> None:
    """Fail unless got is the regret expected, or what the student's own formula makes of these arms.

    Whose `total_regret` is wrong has lost Exercise 1 for it, and not this one as well.
    """
    try:
        check.close(got, expected, message, mistakes=mistakes)
    except check.CheckFailed:
        with contextlib.suppress(Exception):  # their own error has been told in Exercise 1
            counts = np.cumsum(np.eye(len(means), dtype=int)[np.array(arms, dtype=int)], axis=0)
            own = [float(total_regret(pulls, np.array(means))) for pulls in counts]
            check.that(bool(np.ptp(own) > 0), "a regret that never changes is none")
            check.close(got, own, message)
            return
        raise


def check_arm(choose: Callable, Q, N, *, arm: int, message: str, mistakes=None, **last) -> None:
    """Fail unless choose(Q, N, m or c) returns that arm. Q, N: shape (k,). last: m or c, by name."""
    (name, number) = next(iter(last.items()))
    hint = f"asked at Q = {Q}, N = {N}, {name} = {number}"
    now = np.array(Q, dtype=float), np.array(N)
    got = choose(*now, number)
    check.unchanged(now[0], Q, "Q")
    check.unchanged(now[1], N, "N")
    got = check.integer(got, "an arm", 0, len(Q) - 1, hint)
    check.equal(got, arm, message, mistakes=mistakes, hint=hint)


def parameters(result, arms: int) -> list[np.ndarray]:
    """Return the a and b that a student's `posterior` returned, each of shape (arms,)."""
    parts = check.results(result, "a", "b")
    return [check.array(part, name, (arms,)) for name, part in zip("ab", parts, strict=True)]
