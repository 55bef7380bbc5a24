# Vectors instead of loops wherever possible.

# %% fight-wins
def wins(energy, fatigue, moves):
    return np.subtract(energy, fatigue) > 2 * moves


# %% fight-transition
def transition(board, state, action, full=FULL):
    here = np.array(state[:2])
    step = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])[action]
    there = np.clip(here + step, 0, [board.height - 1, board.width - 1])
    what = np.array(board.cells)[tuple(there)]
    energy = np.where(what == APPLE, full, np.maximum(state[2] - 1, 0))
    fatigue = np.where(what == TREE, 0, np.minimum(state[3] + 1, full))
    event = np.select(
        [what == WATER, (what == WOLF) & (energy > fatigue), what == WOLF],
        [DROWNED, WON, KILLED],
        GOES_ON,
    )
    return np.array([*there, energy, fatigue]), int(event)


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    state, what = np.array(starts), np.zeros(len(starts), dtype=int)
    for _ in range(limit):
        a = action[state]
        going = what == GOES_ON
        what = np.where(going, event[state, a], what)
        state = np.where(going, next_state[state, a], state)
    return np.bincount(what, minlength=4)


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return reward + gamma * (1 - over) * V[next_state]


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    levels = np.clip(energy, low, FULL) - low, np.clip(fatigue, 0, high)
    digits = np.array([row * width + column, *levels])
    places = np.array([(FULL - low + 1) * (high + 1), high + 1, 1])
    return digits @ places


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    padded = np.pad(np.array(board.cells), 1, constant_values=OUTSIDE)
    sides = [padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]]
    there = np.stack(sides, axis=-1).reshape(-1, 4)
    return np.logical_and.reduce([there != kind for kind in avoid])


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    keys = rng.random(Q.shape)
    random_action = np.where(allowed, keys, -1).argmax(axis=1)
    masked = np.ma.masked_array(Q, ~allowed).filled(-np.inf)
    order = np.lexsort((keys, masked), axis=1)
    return np.where(rng.random(len(Q)) < epsilon, random_action, order[:, -1])


# %% fight-judge
def judge(event, energy, fatigue):
    return np.array([0, 1, -1, -1])[event], bool(event)


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return np.array(reward) + gamma * next_potential * (1 - over) - potential


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    peter = np.arange(Q.shape[0])
    best = np.max(Q, axis=2)[peter, next_state] * (~over)
    Q[peter, state, action] = (1 - alpha) * Q[peter, state, action] + alpha * (
        reward + gamma * best
    )


# %% fight-train
def train(world, agent, steps, rng):
    stopped = np.full(world.peters, True)
    for _ in range(steps):
        state = world.restart(stopped, rng)
        action = agent.act(state, rng)
        after, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, after, terminated)
        stopped = np.logical_or(terminated, truncated)


# %% fight-design
def my_states(states):
    row, column, energy, fatigue = np.array(states).T
    wolf = BOARD.places(WOLF)[0]
    moves = abs(row - wolf[0]) + abs(column - wolf[1])
    return np.column_stack(
        [row, column, energy - fatigue > 2 * moves, energy >= 7, fatigue >= 4]
    ).astype(np.float32)
