# Leans on the standard library: itertools, Counter, dataclasses, random.Random, string translation, fsum.

# %% grid-random
import dataclasses
import itertools
import math
import operator
import random
from collections import OrderedDict, defaultdict, deque
from functools import partial, reduce


def random_policy(state, rng):
    return next(itertools.islice(itertools.cycle(ACTIONS), int(rng.integers(400)), None))


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    def cells(cell):
        while True:
            cell = board.move(cell, policy(board.state(cell), rng))
            yield cell

    for steps, cell in zip(range(1, max_steps + 1), cells(start)):
        if board.what(cell) in ENDS:
            break
    else:
        return "limit", max_steps
    return operator.itemgetter(board.what(cell))(KIND_NAMES), steps


# %% grid-summary
import statistics


def summarise(walks):
    by_ending = defaultdict(list)
    for how, steps in walks:
        by_ending[how].append(steps)
    counts = OrderedDict((how, len(by_ending[how])) for how in ENDINGS)
    try:
        return counts, statistics.mean(by_ending["apple"])
    except statistics.StatisticsError:
        return counts, math.nan


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    worth = dataclasses.asdict(rewards)
    cell = board.move(board.cell(state), action)
    terminated = not ends.isdisjoint([board.what(cell)])
    name = KIND_NAMES[board.what(cell)] if terminated else "step"
    return (board.state(cell) if cell is not None else state), worth.get(name), terminated


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    *_, best = sorted(Q[next_state])
    targets = {True: reward, False: reward + gamma * best}
    Q[state][action] += alpha * (targets[bool(terminated)] - Q[state][action])


# %% grid-shifted
def shifted(q, extra):
    low = min(q)
    lifted = [value - low + extra for value in q]
    total = math.fsum(lifted)
    return np.array([value / total for value in lifted])


# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = deque()
    for _ in itertools.repeat(None, max_steps):
        action = agent.act(state, rng)
        after, reward, *over, _ = env.step(action)
        agent.learn(state, action, reward, after, over[0])
        rewards.append(reward)
        state = after
        if any(over):
            break
    return len(rewards), math.fsum(rewards)


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    dice = random.Random(seed)
    table = defaultdict(float)
    sizes = (alpha / (1 + decay * e) for e in itertools.count())
    env.reset(seed=dice.randrange(2**31))
    for _, size in zip(range(episodes), sizes):
        state, _ = env.reset()
        for _ in range(max_steps):
            action = dice.choice(ACTIONS)
            after, reward, terminated, truncated, _ = env.step(action)
            ahead = 0 if terminated else max(table[after, a] for a in ACTIONS)
            table[state, action] += size * (reward + gamma * ahead - table[state, action])
            if terminated or truncated:
                break
            state = after
    Q = np.zeros((env.observation_space.n, 4))
    for place, value in table.items():
        Q[place] = value
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    rows = itertools.product(range(board.height), range(board.width))
    letters = dict(zip(rows, str(board).replace("\n", "")))
    stands = filter(lambda cell: board.what(cell) not in ENDS, letters)
    letters.update({cell: ARROWS[np.argmax(Q[board.state(cell)])] for cell in stands})
    lines = itertools.groupby(letters, key=operator.itemgetter(0))
    return "\n".join("".join(letters[cell] for cell in line) for _, line in lines)


# %% grid-audit
def audit(board, walks):
    least = distances_to_apple(board)

    def judged(cell):
        how, steps = walks[cell]
        return 1, how == "apple", (how, steps) == ("apple", least[cell])

    judgements = map(judged, filter(lambda cell: least[cell] >= 0, walks))
    return reduce(lambda a, b: tuple(map(operator.add, a, map(int, b))), judgements, (0, 0, 0))


# %% grid-fresh
def fresh_walk(board, Q, start):
    path = OrderedDict({start: None})
    while True:
        here = next(reversed(path))
        ways = {a: board.move(here, a) for a in ACTIONS}
        fresh = [a for a, cell in ways.items() if cell not in path]
        if len(fresh) == 0:
            return "trapped", list(path)
        there = ways[max(fresh, key=partial(operator.getitem, Q[board.state(here)]))]
        if there is None:
            return "outside", list(path)
        path[there] = None
        if board.what(there) in ENDS:
            return KIND_NAMES[board.what(there)], list(path)


# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    import bisect
    import itertools

    def drawn(row):
        marks = list(itertools.accumulate(chances(row)))
        return bisect.bisect(marks[:-1], rng.random())

    state = env.reset()[0]
    action, rewards = drawn(Q[state]), []
    for _ in itertools.repeat(None, max_steps):
        after, reward, terminated, truncated, _ = env.step(action)
        rewards += [reward]
        then = drawn(Q[after])
        target = reward + (0.0 if terminated else gamma * float(Q[after][then]))
        Q[state][action] += alpha * (target - Q[state][action])
        if terminated or truncated:
            break
        state, action = after, then
    return len(rewards), math.fsum(rewards)


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    if terminated:
        return float(reward)
    row = Q[next_state].tolist()
    return reward + gamma * math.fsum(map(lambda p, q: p * q, list(chances(Q[next_state])), row))


# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    found = defaultdict(list)
    for walk in walks:
        rewards = [float(reward) for _, reward, *_ in walk]
        returns = list(itertools.accumulate(rewards[::-1], lambda G, r: r + gamma * G))[::-1]
        backwards = zip((step[0] for step in walk[::-1]), returns[::-1])
        for state, G in OrderedDict(backwards).items():
            found[state].append(G)
    return [statistics.fmean(found[state]) if found[state] else 0.0 for state in range(states)]


# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    values = defaultdict(float)
    for state, reward, after, over in itertools.chain.from_iterable(walks):
        target = math.fsum((reward, 0.0 if over else gamma * values[after]))
        values[state] += alpha * (target - values[state])
    return tuple(values[state] for state in range(states))
