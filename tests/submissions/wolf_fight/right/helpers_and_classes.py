# Helper functions, callable objects, named tuples and lambdas.

# %% fight-wins
arrives = lambda energy, fatigue, moves: (energy - moves, fatigue + moves)


class Wins:
    def __call__(self, *args):
        energy, fatigue = arrives(*args)
        return bool(fatigue < energy)


wins = Wins()

# %% fight-transition
from collections import namedtuple

State = namedtuple("State", "row column energy fatigue")
EFFECTS = {
    APPLE: lambda s, full: s._replace(energy=full),
    TREE: lambda s, full: s._replace(fatigue=0),
}


def happens(what, s):
    if what == WOLF:
        return (KILLED, WON)[s.energy > s.fatigue]
    return {WATER: DROWNED}.get(what, GOES_ON)


def transition(board, state, action, full=FULL):
    s = State(*state)
    row, column = board.move((s.row, s.column), action) or (s.row, s.column)
    s = State(row, column, max(s.energy - 1, 0), min(s.fatigue + 1, full))
    what = board.what((row, column))
    s = EFFECTS.get(what, lambda s, full: s)(s, full)
    return tuple(s), happens(what, s)


# %% fight-tally
def ends(state, action, next_state, event, moves):
    if moves == 0:
        return GOES_ON
    what = event[state, action[state]]
    return what or ends(next_state[state, action[state]], action, next_state, event, moves - 1)


def tally(action, next_state, event, starts, limit):
    results = [int(ends(start, action, next_state, event, limit)) for start in starts]
    return np.array([results.count(what) for what in range(4)])


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    Q = reward.astype(float).copy()
    Q[~over] += gamma * V[next_state[~over]]
    return Q


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    e, f = sorted((low, energy, FULL))[1] - low, sorted((0, fatigue, high))[1]
    return int(
        np.ravel_multi_index((row * width + column, e, f), (10**6, FULL - low + 1, high + 1))
    )


# %% fight-allowed
def is_fine(board, cell, action, avoid):
    return board.what(board.move(cell, action)) not in avoid


def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    mask = np.zeros((board.height * board.width, 4), dtype=bool)
    for row in range(board.height):
        for column in range(board.width):
            mask[board.state((row, column))] = [
                is_fine(board, (row, column), a, avoid) for a in ACTIONS
            ]
    return mask


# %% fight-choose
def choose_one(q, mask, epsilon, rng):
    if rng.random() < epsilon:
        return rng.choice(np.flatnonzero(mask))
    q = np.where(mask, q, -np.inf)
    return rng.choice(np.flatnonzero((q == q.max()) & mask))


def choose(Q, allowed, epsilon, rng):
    return np.array([choose_one(q, mask, epsilon, rng) for q, mask in zip(Q, allowed)])


# %% fight-judge
REWARD = {WON: 1.0, KILLED: -1.0, DROWNED: -1.0}


def judge(event, energy, fatigue):
    return REWARD.get(event, 0.0), event in REWARD


# %% fight-shaped
def hint(over, potential, next_potential, gamma):
    later = np.array(next_potential, dtype=float)
    later[over] = 0
    return gamma * later - potential


def shaped(reward, over, potential, next_potential, gamma):
    return reward + hint(over, potential, next_potential, gamma)


# %% fight-learn
def target_of(row, reward, over, gamma):
    return reward if over else reward + gamma * np.amax(row)


def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    for table, s, a, r, n, o in zip(Q, state, action, reward, next_state, over):
        table[s, a] += alpha * (target_of(table[n], r, o, gamma) - table[s, a])


# %% fight-train
def one_step(world, agent, state, rng):
    action = agent.act(state, rng)
    next_state, reward, terminated, truncated = world.step(action)
    agent.learn(state, action, reward, next_state, terminated)
    return world.restart(np.bitwise_or(terminated, truncated), rng)


def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, bool), rng)
    while steps:
        state, steps = one_step(world, agent, state, rng), steps - 1


# %% fight-design
def my_states(states):
    def levels(energy, fatigue):
        lead = max(min(energy - fatigue, 6), -1)
        return [lead, (fatigue >= 3) + (fatigue >= 6)]

    return [[8 * row + column, *levels(energy, fatigue)] for row, column, energy, fatigue in states]
