# Writes numpy as in old books: RandomState, where and nonzero, tables of neighbours made beforehand.

# %% grid-random
def random_policy(state, rng):
    return int(np.floor(rng.uniform(0, len(ACTIONS))))


# %% grid-walk
def neighbours(board):
    """Return a table of next cells, -1 outside, shape (states, 4), and the kind of each state."""
    numbers = np.pad(
        np.arange(board.height * board.width).reshape(board.height, board.width),
        1,
        constant_values=-1,
    )
    table = np.stack(
        [numbers[:-2, 1:-1], numbers[2:, 1:-1], numbers[1:-1, :-2], numbers[1:-1, 2:]], axis=-1
    )
    return table.reshape(-1, 4), np.ravel(board.cells)


def walk(board, policy, start, max_steps, rng):
    after, kinds = neighbours(board)
    state = board.state(start)
    for t in range(max_steps):
        state = after[state, policy(int(state), rng)]
        kind = OUTSIDE if state < 0 else kinds[state]
        if kind in ENDS:
            return KIND_NAMES[kind], t + 1
    return "limit", max_steps


# %% grid-summary
def summarise(walks):
    names = np.array([how for how, _ in walks])
    steps = np.array([n for _, n in walks])
    counts = {how: np.count_nonzero(names == how) for how in ENDINGS}
    happy = steps[names == "apple"]
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts, np.divide(happy.sum(), len(happy))


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    after, kinds = neighbours(board)
    there = int(after[state, action])
    kind = int(kinds[there]) if there >= 0 else OUTSIDE
    over = kind in ends
    return (
        there if there >= 0 else state,
        vars(rewards)[KIND_NAMES[kind]] if over else rewards.step,
        over,
    )


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = np.where(terminated, reward, reward + gamma * np.amax(Q, axis=1)[next_state])
    Q[state, action] = Q[state, action] - alpha * (Q[state, action] - target)
    return Q


# %% grid-shifted
def shifted(q, extra):
    lifted = np.subtract(q, np.amin(q)) + extra
    return np.true_divide(lifted, np.cumsum(lifted)[-1])


# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    earned = np.zeros(max_steps)
    for t in range(max_steps):
        action = agent.act(state, rng)
        new_state, earned[t], terminated, truncated, _ = env.step(action)
        agent.learn(state, action, float(earned[t]), new_state, terminated)
        if terminated or truncated:
            return t + 1, earned[: t + 1].sum()
        state = new_state
    return max_steps, earned.sum()


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    rng = np.random.RandomState(seed)
    Q = np.zeros((env.observation_space.n, 4))
    alphas = alpha / (1.0 + decay * np.arange(episodes))
    for e in range(episodes):
        state, _ = env.reset(seed=int(rng.randint(2**31 - 1)))
        for t in range(max_steps):
            action = int(rng.randint(0, 4))
            s2, r, terminated, truncated, _ = env.step(action)
            best = np.max(Q[s2]) if not terminated else 0.0
            Q[state, action] = Q[state, action] + alphas[e] * (r + gamma * best - Q[state, action])
            if terminated or truncated:
                break
            state = s2
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    letters = np.array([list(line) for line in str(board).split()])
    arrows = np.array(list(ARROWS))
    rows, columns = np.nonzero(np.vectorize(lambda kind: kind not in ENDS)(np.array(board.cells)))
    letters[rows, columns] = arrows[np.argmax(Q[rows * board.width + columns], axis=1)]
    return "\n".join(map("".join, letters))


# %% grid-audit
def audit(board, walks):
    table = np.array(
        [
            (distances_to_apple(board)[cell], how == "apple", steps)
            for cell, (how, steps) in walks.items()
        ]
    ).reshape(-1, 3)
    table = table[table[:, 0] >= 0]
    arrived = table[table[:, 1] == 1]
    return table.shape[0], arrived.shape[0], int((arrived[:, 0] == arrived[:, 2]).sum())


# %% grid-fresh
def fresh_walk(board, Q, start):
    after, kinds = neighbours(board)
    states = [board.state(start)]
    while True:
        open_ways = ~np.isin(after[states[-1]], states)
        if not open_ways.any():
            return "trapped", [board.cell(s) for s in states]
        action = np.argmax(np.where(open_ways, Q[states[-1]], -np.inf))
        there = int(after[states[-1], action])
        if there < 0:
            return "outside", [board.cell(s) for s in states]
        states.append(there)
        if kinds[there] in ENDS:
            return KIND_NAMES[kinds[there]], [board.cell(s) for s in states]


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    row = Q[next_state].astype(np.float32)
    mean = np.sum(np.asarray(chances(Q[next_state]), dtype=np.float32) * row)
    return np.float32(reward) + np.float32(gamma) * mean * np.float32(not terminated)
