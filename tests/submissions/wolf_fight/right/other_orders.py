# The same things in another order.

# %% fight-wins
def wins(energy, fatigue, moves):
    return energy - fatigue >= 2 * moves + 1


# %% fight-transition
def transition(board, state, action, full=FULL):
    *cell, energy, fatigue = state
    cell = tuple(cell)
    cell = cell if board.move(cell, action) is None else board.move(cell, action)
    match board.what(cell):
        case what if what == APPLE:
            energy, fatigue = full, min(fatigue + 1, full)
        case what if what == TREE:
            energy, fatigue = max(energy - 1, 0), 0
        case what:
            energy, fatigue = max(energy - 1, 0), min(fatigue + 1, full)
    event = {WATER: DROWNED, WOLF: WON if energy > fatigue else KILLED}.get(what, GOES_ON)
    return (cell[0], cell[1], energy, fatigue), event


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts, walking = np.zeros(4, dtype=int), list(starts)
    for _ in range(limit):
        still = []
        for s in walking:
            what = event[s, action[s]]
            if what == GOES_ON:
                still.append(next_state[s, action[s]])
            else:
                counts[what] += 1
        walking = still
    counts[GOES_ON] = len(walking)
    return counts


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return np.where(over, reward, reward + gamma * V[next_state])


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    E, F = FULL + 1 - low, 1 + high
    return min(fatigue, high) + F * (max(energy, low) - low) + E * F * column + E * F * width * row


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array(
        [
            [all(board.what(board.move(c, a)) != kind for kind in avoid) for a in ACTIONS]
            for c in cells
        ]
    )


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    actions = np.empty(len(Q), dtype=int)
    explorers = rng.random(len(Q)) < epsilon
    for i, explores in enumerate(explorers):
        options = np.flatnonzero(allowed[i])
        if not explores:
            options = options[Q[i, options] == Q[i, options].max()]
        actions[i] = rng.permutation(options)[0]
    return actions


# %% fight-judge
def judge(event, energy, fatigue):
    return float(event == WON) - float(event in (KILLED, DROWNED)), event in (WON, KILLED, DROWNED)


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return np.where(over, reward - potential, reward + gamma * next_potential - potential)


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    best = np.array([Q[i, s].max() for i, s in enumerate(next_state)])
    best[over] = 0
    i = range(len(state))
    error = reward + gamma * best - Q[i, state, action]
    Q[i, state, action] = Q[i, state, action] + alpha * error


# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.full(world.peters, True), rng)
    for step in range(steps):
        action = agent.act(state, rng)
        move = world.step(action)
        agent.learn(state, action, move[1], move[0], move[2])
        state = world.restart(move[2] | move[3], rng)
