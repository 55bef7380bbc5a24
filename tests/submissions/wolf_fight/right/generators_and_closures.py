# Generators, closures, recursion over rows; rejection of what is not allowed; masked arrays.

# %% fight-wins
def wins(energy, fatigue, moves):
    while moves > 0:
        energy, fatigue, moves = energy - 1, fatigue + 1, moves - 1
    return not energy <= fatigue


# %% fight-transition
def rules(board, full):
    def tired(energy, fatigue):
        return (energy - 1 if energy > 0 else 0), (fatigue + 1 if fatigue < full else full)

    def effect(kind, energy, fatigue):
        if kind == APPLE:
            return full, fatigue, GOES_ON
        if kind == TREE:
            return energy, 0, GOES_ON
        if kind == WATER:
            return energy, fatigue, DROWNED
        if kind == WOLF and energy > fatigue:
            return energy, fatigue, WON
        if kind == WOLF:
            return energy, fatigue, KILLED
        return energy, fatigue, GOES_ON

    def move(row, column, energy, fatigue, action):
        there = board.move((row, column), action)
        if there is None:
            there = row, column
        *feelings, event = effect(board.what(there), *tired(energy, fatigue))
        return there + tuple(feelings), event

    return move


def transition(board, state, action, full=FULL):
    return rules(board, full)(*state, action)


# %% fight-tally
def events(state, action, next_state, event):
    while True:
        a = action[state]
        yield event[state, a]
        state = next_state[state, a]


def tally(action, next_state, event, starts, limit):
    from itertools import islice

    counts = [0, 0, 0, 0]
    for start in starts:
        fight_events = islice(events(start, action, next_state, event), limit)
        counts[next((int(what) for what in fight_events if what != GOES_ON), GOES_ON)] += 1
    return tuple(counts)


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    later = np.ma.masked_array(V[next_state], mask=over)
    return reward + (gamma * later).filled(0.0)


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    def digits(*pairs):
        if not pairs:
            return 0
        *more, (digit, base) = pairs
        return digits(*more) * base + digit

    energy = energy if energy > low else low
    fatigue = fatigue if fatigue < high else high
    return digits((row, row + 1), (column, width), (energy - low, 11 - low), (fatigue, 1 + high))


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    def rows():
        for number in range(board.width * board.height):
            yield [
                not any(board.what(board.move(board.cell(number), a)) == kind for kind in avoid)
                for a in ACTIONS
            ]

    return np.fromiter((flag for row in rows() for flag in row), dtype=bool).reshape(-1, 4)


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    n, k = Q.shape
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1)[:, None])
    explores = rng.random(n) < epsilon
    candidates = np.where(explores[:, None], allowed, best)
    actions = rng.integers(k, size=n)
    wrong = ~candidates[np.arange(n), actions]
    while wrong.any():  # throw again
        actions[wrong] = rng.integers(k, size=wrong.sum())
        wrong = ~candidates[np.arange(n), actions]
    return actions


# %% fight-judge
def judge(event, energy, fatigue):
    if event == GOES_ON:
        return 0, False
    return (1 if event == WON else -1), True


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    paid = np.array(reward, dtype=float)
    paid -= potential
    for move in range(len(paid)):
        if over[move]:
            continue
        paid[move] += gamma * next_potential[move]
    return paid


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    def error(peter):
        follow = 0 if over[peter] else gamma * np.amax(Q[peter, next_state[peter]])
        return reward[peter] + follow - Q[peter, state[peter], action[peter]]

    errors = [error(peter) for peter in range(len(Q))]  # all before anything changes
    np.add.at(Q, (np.arange(len(Q)), state, action), alpha * np.array(errors))


# %% fight-train
def moves(world, agent, rng):
    which = np.array([True for _ in range(world.peters)])
    while True:
        state = world.restart(which, rng)
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        yield state, action, reward, next_state, terminated
        which = terminated | truncated


def train(world, agent, steps, rng):
    stream = moves(world, agent, rng)
    for _ in range(steps):
        agent.learn(*next(stream))
