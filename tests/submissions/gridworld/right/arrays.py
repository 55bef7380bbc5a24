# As much numpy as possible.

# %% grid-random
def random_policy(state, rng):
    return np.argmax(rng.multinomial(1, np.full(4, 0.25)))


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    padded = np.pad(np.array(board.cells), 1, constant_values=OUTSIDE)
    cell = np.array(start)
    for n in range(max_steps):
        action = policy(int(cell[0]) * board.width + int(cell[1]), rng)
        cell = cell + np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])[action]
        kind = int(padded[cell[0] + 1, cell[1] + 1])
        if kind in ENDS:
            return KIND_NAMES[kind], n + 1
    return "limit", max_steps


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    padded = np.pad(np.array(board.cells), 1, constant_values=OUTSIDE)
    row, column = np.array(board.cell(state)) + [(-1, 0), (1, 0), (0, -1), (0, 1)][action]
    kind = padded[row + 1, column + 1]
    worth = np.array(
        [rewards.step, rewards.water, rewards.wolf, rewards.step, rewards.apple, rewards.outside]
    )
    next_state = state if kind == OUTSIDE else row * board.width + column
    over = np.isin(kind, list(ends)).item()
    return next_state, worth[kind] if over else worth[0], over


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward + gamma * np.where(terminated, 0.0, Q.max(axis=1)[next_state])
    Q[state, action] = np.average([Q[state, action], target], weights=[1 - alpha, alpha])


# %% grid-shifted
def shifted(q, extra):
    return (q - np.min(q) + extra) / (np.sum(q) - q.size * np.min(q) + q.size * extra)


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    ours, worlds = np.random.SeedSequence(seed).spawn(2)
    rng = np.random.default_rng(ours)
    env.reset(seed=int(worlds.generate_state(1)[0]))
    Q = np.zeros((int(env.observation_space.n), 4))
    for step_size in alpha / (1 + decay * np.arange(episodes)):
        state, _ = env.reset()
        steps, over = 0, False
        while steps < max_steps and not over:
            action = rng.integers(4)
            after, reward, terminated, truncated, _ = env.step(action)
            target = reward + gamma * (not terminated) * np.max(Q[after])
            Q[state, action] = (1 - step_size) * Q[state, action] + step_size * target
            state, steps, over = after, steps + 1, terminated or truncated
    return Q


# %% grid-audit
def audit(board, walks):
    cells = list(walks)
    least = np.array([distances_to_apple(board)[cell] for cell in cells])
    apple = np.array([walks[cell][0] == "apple" for cell in cells]) & (least > 0)
    soon = apple & (np.array([walks[cell][1] for cell in cells]) == least)
    return np.count_nonzero(least > 0), np.count_nonzero(apple), np.count_nonzero(soon)


# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    table = Q.copy()
    while True:
        here = board.state(path[-1])
        for action in ACTIONS:
            if board.move(path[-1], action) in path:
                table[here, action] = -np.inf
        if np.isneginf(table[here]).all():
            return "trapped", path
        cell = board.move(path[-1], int(table[here].argmax()))
        path += [cell] if cell else []
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path


# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = rng.choice(4, p=chances(Q[state]))
    rewards = np.zeros(max_steps)
    steps = 0
    while steps < max_steps:
        after, rewards[steps], terminated, truncated, _ = env.step(action)
        then = rng.choice(4, p=chances(Q[after]))
        target = rewards[steps] + gamma * np.where(terminated, 0.0, Q[after, then])
        Q[state, action] = (1 - alpha) * Q[state, action] + alpha * target
        steps += 1
        if terminated or truncated:
            break
        state, action = after, then
    return steps, rewards.sum()


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    row = np.asarray(Q[next_state])
    return reward + (1 - terminated) * gamma * np.average(row, weights=chances(row))


# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    sums, counts = np.zeros(states), np.zeros(states)
    for walk in walks:
        path = np.array([state for state, *_ in walk], dtype=int)
        rewards = np.array([reward for _, reward, *_ in walk], dtype=float)
        ahead = np.subtract.outer(np.arange(len(path)), np.arange(len(path)))  # k - n
        returns = np.where(ahead >= 0, float(gamma) ** np.maximum(ahead, 0), 0).T @ rewards
        visited, places = np.unique(path, return_index=True)
        sums[visited] += returns[places]
        counts[visited] += 1
    return np.divide(sums, counts, out=np.zeros(states), where=counts > 0)


# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states + 1)  # the last place is where nothing follows
    for walk in walks:
        for state, reward, after, over in walk:
            V[state] = (1 - alpha) * V[state] + alpha * (
                reward + gamma * V[states if over else after]
            )
    return V[:states]
