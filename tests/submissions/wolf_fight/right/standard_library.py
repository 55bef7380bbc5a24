# Leans on the standard library: enum, itertools, operator, functools, deques; plain lists as answers.

# %% fight-wins
import enum
import itertools
import math
import operator
from collections import Counter, deque
from functools import partial, reduce


def wins(energy, fatigue, moves):
    tired = reduce(
        lambda feelings, _: (feelings[0] - 1, feelings[1] + 1), range(moves), (energy, fatigue)
    )
    return operator.gt(*tired)


# %% fight-transition
class Event(enum.IntEnum):
    GOES_ON = GOES_ON
    WON = WON
    KILLED = KILLED
    DROWNED = DROWNED


def transition(board, state, action, full=FULL):
    here = tuple(state[:2])
    there = board.move(here, action) or here
    energy, fatigue = state[2] - 1, state[3] + 1
    effects = {APPLE: lambda e, f: (full, f), TREE: lambda e, f: (e, 0)}
    energy, fatigue = effects.get(board.what(there), lambda e, f: (e, f))(
        max(energy, 0), min(fatigue, full)
    )
    if board.what(there) == WATER:
        event = Event.DROWNED
    elif board.what(there) == WOLF:
        event = (Event.KILLED, Event.WON)[energy > fatigue]
    else:
        event = Event.GOES_ON
    return [*there, energy, fatigue], event


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    ends, queue = Counter(), deque((int(s), 0) for s in starts)
    while queue:
        state, moves = queue.popleft()
        if moves == limit:
            ends[GOES_ON] += 1
            continue
        a = int(action[state])
        if event[state, a] == GOES_ON:
            queue.append((int(next_state[state, a]), moves + 1))
        else:
            ends[int(event[state, a])] += 1
    return [ends[what] for what in range(4)]


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    def value(r, s2, end):
        return math.fsum([r, 0.0 if end else gamma * V[s2]])

    return [
        list(map(value, *rows)) for rows in zip(reward.tolist(), next_state.tolist(), over.tolist())
    ]


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energies, fatigues = range(low, FULL + 1), range(high + 1)
    clipped = max(energy, energies[0]), min(fatigue, fatigues[-1])
    levels = energies.index(clipped[0]), fatigues.index(clipped[1])
    return sum(
        map(
            operator.mul,
            (row * width + column, *levels),
            (len(energies) * len(fatigues), len(fatigues), 1),
        )
    )


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = itertools.product(range(board.height), range(board.width))
    return [
        [board.what(board.move(cell, action)) not in avoid for action in ACTIONS] for cell in cells
    ]


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    def one(values, mask):
        options = list(itertools.compress(range(len(values)), mask))
        if rng.random() >= epsilon:
            top = max(map(values.__getitem__, options))
            options = [a for a in options if values[a] == top]
        return options[rng.integers(len(options))]

    return np.array(list(map(one, Q.tolist(), np.asarray(allowed).tolist())))


# %% fight-judge
def judge(event, energy, fatigue):
    return {GOES_ON: 0, WON: +1}.get(event, -1), bool(event)


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    moves = zip(reward, over, potential, next_potential)
    return np.fromiter(
        (r + (not end) * gamma * later - now for r, end, now, later in moves), dtype=float
    )


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    for table, s, a, r, s2, end in zip(Q, state, action, reward, next_state, over):
        following = itertools.chain([r], () if end else [gamma * max(table[s2])])
        table[s][a] += alpha * (sum(following) - table[s][a])


# %% fight-train
def train(world, agent, steps, rng):
    restart = partial(world.restart, rng=rng)
    state = restart(np.repeat(True, world.peters))
    for _ in itertools.repeat(None, steps):
        action = agent.act(state, rng)
        next_state, reward, *stops = world.step(action)
        agent.learn(state, action, reward, next_state, stops[0])
        state = restart(reduce(operator.or_, stops))
