"""What the checks of the chapter on planning need for its trees: small ones, known worlds, and what mistakes give.

What they need for its lessons stands in `muzero_lessons`.
"""

from collections.abc import Callable

import numpy as np

from lib import check

# What typical mistakes give in the small cases of the checks: explanation to wrong result.
DREAM_MISTAKES = {
    "the next state is worth less by the discount: DISCOUNT is missing": 8.0,
    "the best of the next state's actions counts: the largest, not their sum": 9.7,
    "the best of the next state's actions counts: the largest, not their mean": 6.85,
    "the best of the next state's actions counts, not the first": 5.9,
    "look at the *next* state's values, not at those of the state": 4.95,
    "a step of size ALPHA towards the target, not all the way": 13.6,
    "towards the target: α times target *minus* old value": 9.8,
    "what comes after the reward is missing: DISCOUNT times the best of the next state": 4.0,
    "the table did not change: update Q in place, Q[state, action] += …": 2.0,
}
OVER_MISTAKES = {
    "the walk was over there: nothing comes after the reward": 7.8,
    "the last step of a walk teaches most: its target is the reward": 2.0,
}
NORMAL_MISTAKES = {
    "divide by the span, high - low, not by high": [[0.1, 0.3], [0.4, 0.0]],
    "low is to become 0: subtract it": [[0.375, 0.625], [0.75, 0.25]],
    "low is 0 and high is 1, not the other way round: q - low": [[0.875, 0.625], [0.5, 1.0]],
    "low and high are given: those of the whole tree, not of these two actions": [[0, 1], [1, 0]],
    "these are shares, not whole numbers": [[0, 0], [0, 0]],
    "low is to become 0: q - low, not q - high": [[-0.875, -0.625], [-0.5, -1.0]],
    "from low to high: subtract low above and below": [[0.3, 0.5], [0.6, 0.2]],
}
EQUAL_MISTAKES = {"number by number: 0 only where low and high are equal": [0, 0, 0]}
PUCT_MISTAKES = {
    "what nobody tried is as good as its node: `own` where N is 0": [
        [0.633929, 1.1875],
        [1.25, 1.0625],
    ],
    "what nobody tried is as good as its node, no better": [[0.633929, 1.1875], [2.25, 1.0625]],
    "`own` has a number for each node: own[:, None]": [[0.633929, 1.1875], [2.15, 1.0625]],
    "`own` is for actions that nobody tried; the others have a q": [
        [1.033929, 1.8375],
        [1.85, 0.9125],
    ],
    "the visit that made the node counts: 1 + ΣN under the root": [
        *[[0.626269, 1.133883], [1.682532, 1.020633]],
    ],
    "the *root* of all visits of the node": [[0.901786, 3.0625], [3.1, 1.375]],
    "the opinion P(a) is missing": [[1.035714, 1.5], [3.1, 1.375]],
    "the constant C is missing": [[0.607143, 1.0], [1.6, 1.0]],
    "the root of all visits of the node, not the logarithm": [
        *[[0.59809, 0.936633], [1.466434, 0.966608]],
    ],
    "this is UCB; here the root is of the numerator alone, and without a logarithm": [
        *[[0.675081, 1.052321], [1.335881, 1.117941]],
    ],
    "above stands the sum over *both* actions of the node": [[0.618114, 0.791266], [1.225, 1.0625]],
    "the sum goes over the actions of each node, not over all nodes": [
        *[[0.654647, 1.332532], [2.765064, 1.291266]],
    ],
    "the root is of the numerator alone: divide by 1 + N(a)": [[0.854342, 1.873798], [1.85, 1.375]],
    "rarely visited actions are to be looked at: add the second part": [
        *[[0.366071, -0.6875], [-0.65, 0.4375]],
    ],
}
BACKUP_MISTAKES = {
    "an edge's own reward comes first: G becomes r + γ G *before* it is noted there": [
        5.5,
        7.0,
        8.0,
    ],
    "what comes later is worth less: γ is missing": [14.0, 13.0, 11.0],
    "γ belongs to what comes after the reward, not to the reward": [2.375, 3.75, 5.5],
    "one player, one sign: r + γ G": [-0.25, 2.5, -1.0],
    "one player, one sign: nothing is turned round on the way": [-1.75, 1.5, -7.0],
    "a reward is added: r + γ G": [-1.75, -1.5, 1.0],
    "the rewards on the way are missing": [1.0, 2.0, 4.0],
    "from the end to the root: reversed(path)": [5.0, 4.5, 5.25],
    "G changes on the way: r + γ G, edge by edge": [8.0, 8.0, 8.0],
    "a reward further down is worth less, too": [7.0, 7.0, 7.0],
    "Q is the mean: divide by the visits, this one included": [1.875, 2.75, 3.5],
}
GAMES_MISTAKES = {
    "Q is a *mean*: what was there before counts with its visits": [4.0, 3.75],
    "Q is a *mean*, not a sum": [7.0, 8.5],
    "each game has a value of its own: G[games]": [3.5, 4.125],
    "only the games of a level get its reward and its discount": [2.375, 4.25],
    "a level's games may be any, not the first ones: G[games]": [3.25, 4.875],
}


def paths(found) -> list[list[list[int]]]:
    """Return a path, as triples of arrays, level by level as rows of game, node and action."""
    return [
        np.stack(
            [check.array(part, "games, nodes or actions").astype(int) for part in parts], 1
        ).tolist()
        for parts in (check.results(level, "games", "nodes", "actions") for level in found)
    ]


class ByTable:
    """Choose in each node of each game the action of a table, shape (games, nodes)."""

    def __init__(self, actions):
        self.actions = np.array(actions)

    def __call__(self, games, nodes) -> np.ndarray:
        """Return the actions, shape (n,)."""
        return self.actions[np.asarray(games), np.asarray(nodes)]


class KnownWorld:
    """A model that is known: tables over states and two actions. What is hidden is a state's number.

    after, reward, P: shape (states, 2). value: shape (states,).
    """

    def __init__(self, after, reward, P, value):
        self.after, self.reward = np.array(after), np.array(reward, dtype=float)
        self.P, self.value = np.array(P, dtype=float), np.array(value, dtype=float)

    def represent(self, states) -> np.ndarray:
        """Return what is hidden behind states of shape (n, 1): themselves."""
        return np.array(states, dtype=np.float32)

    def dynamics(self, hidden, actions) -> tuple[np.ndarray, np.ndarray]:
        """Return what is hidden behind the next states, (n, 1), and the rewards, (n,)."""
        state, actions = np.asarray(hidden)[:, 0].astype(int), np.asarray(actions)
        after = self.after[state, actions].astype(np.float32)
        return after[:, None], self.reward[state, actions]

    def predict(self, hidden) -> tuple[np.ndarray, np.ndarray]:
        """Return probabilities of the two actions, (n, 2), and values, (n,)."""
        state = np.asarray(hidden)[:, 0].astype(int)
        return self.P[state], self.value[state]


def first_guesses(world: KnownWorld, hidden) -> np.ndarray:
    """Return the values of the states that are hidden behind nodes, shape (games, nodes)."""
    states = check.array(hidden, "tree.hidden")[..., 0].astype(int)
    return world.value[np.clip(states, 0, len(world.value) - 1)]


def random_world(draw, states: int) -> KnownWorld:
    """Return a world that is drawn at random."""
    first = draw.uniform(0.2, 0.8, size=states)
    return KnownWorld(
        draw.integers(states, size=(states, 2)),
        draw.normal(size=(states, 2)),
        np.stack([first, 1 - first], 1),
        draw.normal(size=states),
    )


FIVE_PAIRS = (0, 1), (1, 0), (2, 3), (3, 2), (3, 0)
AT_ONCE = 30  # dreams of a pair, after which their number can still be told from its value


def pairs_drawn(
    dream: Callable, calls: int, alpha: float, times: int = AT_ONCE, seed: int | None = None
) -> list[int]:
    """Return the numbers of the pairs that were dreamed of, of those in FIVE_PAIRS, call by call.

    Each call begins with a table of zeros and makes so many dreams of walks that end with a reward of 1; so
    a value of 1 - (1 - α)ᵏ tells that there were k dreams of it.
    """
    rng = np.random.default_rng(check.seed() if seed is None else seed)
    model, drawn = {pair: (1.0, pair[0], True) for pair in FIVE_PAIRS}, []
    # in how many calls all had their turn as often (1 in 300 by chance), and one pair alone had its own
    even = alone = 0
    for _ in range(calls):
        Q = np.zeros((4, 4))
        check.changes(dream, Q)(Q, model, times, rng)
        visits = np.log(np.clip(1 - Q, 1e-12, 2)) / np.log(1 - alpha)
        counts = [round(float(visits[pair])) for pair in FIVE_PAIRS]
        others = [pair for pair in np.ndindex(4, 4) if Q[pair] and pair not in FIVE_PAIRS]
        check.equal(others, [], "only pairs that the model remembers are dreamed of")
        told = f"{times} dreams of walks that end with a reward of 1"
        check.equal(sum(counts), times, told, hint="each dream is one update with ALPHA")
        even += counts == [times // len(FIVE_PAIRS)] * len(FIVE_PAIRS)
        alone += max(counts) == times
        drawn += [number for number, count in enumerate(counts) for _ in range(count)]
    told = "draw anew for each dream: a pair may come again before all have had their turn"
    check.that(even < calls, told)
    one_for_all = alone == calls and len(set(drawn)) > 1
    check.that(not one_for_all, "draw anew for each dream, not once for all of them")
    return drawn


def chain() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return Q, N and R of a tree of one game that nobody has visited: rewards 1, 2, 3 on the way."""
    Q, N, R = np.zeros((3, 1, 4, 2))
    R[0, 0, 1], R[0, 1, 0], R[0, 2, 1] = 1, 2, 3
    return Q, N, R


_ON = [(0, 1), (1, 0), (2, 1)]  # node and action along the chain
CHAIN_PATH = [(np.array([0]), np.array([node]), np.array([action])) for node, action in _ON]
CARRIED = [3.75, 5.5, 7.0]


def on_the_way(part) -> list[float]:
    """Return the numbers along the chain, from the root down."""
    return [float(part[0][edge]) for edge in _ON]


def off_the_way(*parts) -> float:
    """Return the sum of the sizes of all numbers beside the chain."""
    return sum(float(np.abs(part).sum()) - sum(abs(x) for x in on_the_way(part)) for part in parts)


def two_trees() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return Q, N and R of two games, visited before; the path of the second is three edges long."""
    Q, N, R = np.zeros((3, 2, 4, 2))
    R[1, 0, 0], R[1, 1, 1], R[1, 2, 0], R[0, 0, 1] = 1, 2, 3, 1
    Q[1, 0, 0], N[1, 0, 0] = 4.75, 1
    Q[0, 0], N[0, 0] = (2, 3), 1
    return Q, N, R


TWO_PATHS = [
    (np.array([0, 1]), np.array([0, 0]), np.array([1, 0])),
    (np.array([1]), np.array([1]), np.array([1])),
    (np.array([1]), np.array([2]), np.array([0])),
]


def three_trees() -> np.ndarray:
    """Return which nodes the actions of three games lead to, shape (3, 4, 2)."""
    child = np.full((3, 4, 2), -1)
    child[0, 0], child[0, 2, 0] = (1, 2), 3
    child[1, 0] = (1, -1)
    child[2, 0, 0], child[2, 1] = 1, (-1, 2)
    return child


CHOICES = [[1, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 0]]
THREE_PATHS = [
    [[0, 0, 1], [1, 0, 1], [2, 0, 0]],
    [[0, 2, 0], [2, 1, 0]],
    [[0, 3, 1]],
]
DESCEND_MISTAKES = {
    "when one game has arrived the others still go on": THREE_PATHS[:1],
    "the last level is that whose child is -1: note it, too": [
        [[0, 0, 1], [2, 0, 0]],
        [[0, 2, 0]],
    ],
    "the path begins at the root": THREE_PATHS[::-1],
    "who has arrived is told by -1; any other number is a node": [
        *[THREE_PATHS[0], [[0, 2, 0]], THREE_PATHS[2]],
    ],
    "each game goes down its own tree: child[games, nodes, actions]": [
        *[THREE_PATHS[0], [[0, 2, 0], [1, 2, 0], [2, 1, 0]], [[0, 3, 1], [1, 3, 0]]],
    ],
    "who goes on keeps his number: games[on]": [
        *[THREE_PATHS[0], [[0, 2, 0], [1, 1, 0]], THREE_PATHS[2]],
    ],
    "ask `choose` anew on each level": [THREE_PATHS[0], [[0, 2, 1], [2, 1, 0]]],
    "`choose` says which action is taken": [
        [[0, 0, 1], [1, 0, 0], [2, 0, 0]],
        [[0, 2, 0], [1, 1, 0], [2, 1, 1]],
        [[0, 3, 0], [2, 2, 0]],
    ],
}
SIX = KnownWorld(
    after=[[1, 2], [3, 4], [4, 5], [5, 0], [0, 1], [2, 3]],
    reward=[[0.5, 0.0], [-1.0, 0.25], [1.5, -0.5], [0.75, 2.0], [-0.25, 1.0], [0.0, -1.5]],
    P=[[0.6, 0.4], [0.3, 0.7], [0.45, 0.55], [0.8, 0.2], [0.35, 0.65], [0.55, 0.45]],
    value=[0.3, -0.7, 1.1, 0.2, -0.4, 0.9],
)


SIX_VISITS = [[2, 8], [6, 4]]
SIX_VALUES = [[0.0768732, 1.6255868], [1.4123228, 2.3975308]]
SEARCH_MISTAKES = {
    "the reward belongs to the edge that was taken: tree.R[every, leaf, actions]": [[3, 7], [9, 1]],
    "the model goes on from the *leaf*: tree.hidden[every, leaf]": [[5, 5], [9, 1]],
    "keep what the model knows of the new node, in tree.hidden[:, new]": [[5, 5], [5, 5]],
    "keep the new node's P, in tree.P[:, new], or what the model knows: one game's is not another's": [
        *[[2, 8], [8, 2]],
    ],
    "hang the new node up in each game at its own leaf: tree.child[every, leaf, actions]": [
        *[[4, 6], [9, 1]],
    ],
    "nothing was carried back: backup(…) at the end of each simulation": [[0, 0], [0, 0]],
    "predict from what is hidden behind the *new* node": [[4, 6], [7, 3]],
    "what is carried back is the value of the *new* node": [[5, 5], [6, 4]],
    "each game carries back a value of its own": [[8, 2], [6, 4]],
}
MEANS_MISTAKES = {
    "what is carried back is discounted by GAMMA": [[0.075, 1.63125], [1.416667, 2.4]],
    "what is carried back is discounted by GAMMA, the discount of the sledge": [
        [0.10575, 1.739585],
        [1.345901, 2.360347],
    ],
    "keep each game's own P for the new node, in tree.P[:, new]": [
        [0.076873, 1.625587],
        [1.203395, 2.397531],
    ],
}


POLICIES = {
    1.0: [[0.75, 0.25], [0.25, 0.75]],
    0.5: [[0.9, 0.1], [0.1, 0.9]],
    2.0: [[0.633975, 0.366025], [0.366025, 0.633975]],
}
_WHOLE, _SOFT = "each row is a policy and sums to 1", "shares of the visits, not a softmax of them"
_EACH = "each row is a policy of its own and sums to 1"
_INVERSE, _SAME = "the power is 1/τ, not τ", "the temperature has no effect"
POLICY_MISTAKES = {
    1.0: {
        _SOFT: [[0.982014, 0.017986], [0.119203, 0.880797]],
        _WHOLE: [[1.0, 0.333333], [0.333333, 1.0]],
        _EACH: [[0.5, 0.166667], [0.083333, 0.25]],
        "divide each row by its own sum": [[0.375, 0.125], [0.125, 0.375]],
        "a share for each action, not only for the best": [[1, 0], [0, 1]],
    },
    0.5: {
        _INVERSE: [[0.633975, 0.366025], [0.366025, 0.633975]],
        _SOFT: [[0.999665, 0.000335], [0.017986, 0.982014]],
        _WHOLE: [[0.5625, 0.0625], [0.0625, 0.5625]],
        _SAME: [[0.75, 0.25], [0.25, 0.75]],
    },
    2.0: {_SAME: [[0.75, 0.25], [0.25, 0.75]], _INVERSE: [[0.9, 0.1], [0.1, 0.9]]},
}
SCALED_MISTAKES = {
    "the smallest becomes 0: h - min": [[1.0, 0.75, 0], [1.0, 0, 0], [0, 0, 0]],
    "subtract the smallest, not the largest": [[-1.0, -0.75, 0], [-1.0, 0, 0], [0, 0, 0]],
    "each *row* has a smallest and a largest: axis=1": [
        *[[0.555556, 0.666667, 1.0], [0.0, 0.444444, 0.444444], [0.777778] * 3],
    ],
    "each row, not each column: axis=1": [
        *[[0.714285, 0.666664, 0.999998], [0.0, 0.0, 0.0], [0.999999, 0.999997, 0.599999]],
    ],
    "divide by the largest *minus* the smallest": [[0, 0.2, 0.8], [0, 400000, 400000], [0, 0, 0]],
}
