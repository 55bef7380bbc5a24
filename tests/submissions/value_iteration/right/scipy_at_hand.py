# Uses SciPy and the standard library: root finding, sparse matrices, exact fractions, accumulate, bisect.

# %% vi-backup
import bisect
import itertools
import operator
from functools import lru_cache, partial, reduce

from scipy import linalg, optimize, sparse


def backup(T, R, Q, state, action, gamma):
    chances = dict(filter(operator.itemgetter(1), enumerate(T[state, action].tolist())))
    if not chances:
        return float("-inf")
    best = {s: max(Q[s].tolist()) for s in chances}
    future = {s: 0.0 if value == float("-inf") else value for s, value in best.items()}
    return sum(p * (float(R[state, action, s]) + gamma * future[s]) for s, p in chances.items())


# %% vi-sweep
def sweep(T, R, Q, gamma):
    S, A = Q.shape
    ways = sparse.csr_array(T.reshape(S * A, S))
    V = np.fmax.reduce(
        np.where(np.isneginf(Q), np.nan, Q), axis=1
    )  # fmax leaves out what is no number
    V = np.nan_to_num(V)
    now = np.asarray((ways * sparse.csr_array(R.reshape(S * A, S))).sum(axis=1)).ravel()
    new = (now + gamma * (ways @ V)).reshape(S, A)
    return np.where(T.max(axis=2) > 0, new, -np.inf)


# %% vi-settle
def settle(sweep, Q, tolerance):
    tables = itertools.accumulate(itertools.repeat(None), lambda table, _: sweep(table), initial=Q)
    finite = Q > -np.inf
    for sweeps, (old, new) in enumerate(itertools.pairwise(tables), start=1):
        if linalg.norm(new[finite] - old[finite], np.inf) <= tolerance:
            return new, sweeps


# %% vi-greedy
def greedy_policy(Q):
    return [int(np.flatnonzero(row == row.max())[-1]) for row in Q]


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    at_low = action_at(low)
    places = range(int((high - low) / tolerance) + 1)
    like_low = bisect.bisect_left(
        places, True, lo=1, key=lambda i: action_at(low + i * tolerance) != at_low
    )
    return low + (like_low - 0.5) * tolerance


# %% vi-slow
def slow_world():
    # two rooms: the second pays a little more, and the door to it takes a step that costs
    gamma = 0.99
    T = [[[1, 0], [0, 1]], [[0, 1], [0, 0]]]
    R = [[[1, 0], [0, -1.5]], [[0, 1.03], [0, 0]]]
    return T, R, gamma


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    P = np.tensordot(np.eye(len(T))[:, :, None] * policy[None], T, axes=([1, 2], [0, 1]))
    r = (policy * (T * R).sum(-1)).sum(-1)
    return linalg.lu_solve(linalg.lu_factor(np.eye(len(T)) - gamma * P), r)


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    states, actions = range(T.shape[0]), range(T.shape[1])
    possible = {s: [a for a in actions if T[s, a].any()] or [0] for s in states}
    expected = (T * R).sum(axis=2)

    def improved(plan):
        V = evaluate(plan)
        return np.array(
            [max(possible[s], key=lambda a: expected[s, a] + gamma * (T[s, a] @ V)) for s in states]
        )

    plans = itertools.accumulate(
        itertools.repeat(improved), lambda plan, step: step(plan), initial=policy
    )
    found = []
    for plan, better in itertools.pairwise(plans):
        found.append(plan)
        if plan.tolist() == better.tolist():
            return found


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    future = reduce(max, Q[next_state])
    target = reward + gamma * (future if future > float("-inf") else 0)
    np.add.at(Q, (state, action), alpha * (target - Q[state, action]))


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    table, state = Q.copy(), 0
    history = [table.tobytes()]
    possible = lru_cache(lambda s: tuple(np.flatnonzero(np.isfinite(Q[s]))))  # never changes
    for t in range(steps):
        ways = possible(state)
        action = ways[rng.permutation(len(ways))[0]]
        reward, after = step(state, action, rng)
        update(table, state, action, reward, after, alpha0 / (1 + t * decay), gamma)
        history.append(table.tobytes())
        state = after
    return np.frombuffer(b"".join(history), dtype=table.dtype).reshape(steps + 1, *Q.shape)

# %% vi-weather
def set_weather():
    answers = []
    for gamma, slip, step in ((3, 0, 0), (3, 2, 0), (9, 0, 0), (9, 4, 0), (9, 0, 30)):
        answers.append(np.array([gamma, slip, step], dtype=np.float32) / 10)
    return answers
