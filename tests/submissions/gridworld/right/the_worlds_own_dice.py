# Draws from the world's own action space and generators; single precision tables; loops that count down.

# %% grid-random
def random_policy(state, rng):
    first, second = rng.random(2) < 0.5  # two coins
    return 2 * int(first) + int(second)


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    left, cell, kind = max_steps, start, None
    while left and kind not in ENDS:
        left -= 1
        cell = board.move(cell, policy(state=board.state(cell), rng=rng))
        kind = board.what(cell)
    return (KIND_NAMES[kind] if kind in ENDS else "limit"), max_steps - left


# %% grid-summary
def summarise(walks):
    counts = Counter(ENDINGS)  # once each
    counts.subtract(ENDINGS)  # and now zero
    counts.update(Counter(how for how, _ in walks))
    steps = np.array([steps for how, steps in walks if how == "apple"], dtype=np.float32)
    return counts, steps.mean() if steps.size else np.nan


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    row, column = divmod(state, board.width)
    row += {UP: -1, DOWN: 1}.get(action, 0)
    column += {LEFT: -1, RIGHT: 1}.get(action, 0)
    outside = not (0 <= row < board.height and 0 <= column < board.width)
    kind = OUTSIDE if outside else board.cells[row][column]
    if not outside:
        state = row * board.width + column
    if kind in ends:
        return state, getattr(rewards, KIND_NAMES[kind]), True
    return state, rewards.step, False


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    best = Q[next_state].max() * (1 - terminated)
    change = np.zeros_like(Q)
    change[state, action] = alpha * (reward + gamma * best - Q[state, action])
    Q += change


# %% grid-shifted
def shifted(q, extra):
    lifted = np.float32(q - q.min()) + np.float32(extra)
    return lifted / lifted.sum(dtype=np.float32)


# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, info = env.reset()
    total, left = 0.0, max_steps
    terminated = truncated = False
    while not (terminated or truncated or left == 0):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, info = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        state, total, left = next_state, total + reward, left - 1
    return np.int64(max_steps - left), np.float64(total)


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    env.action_space.seed(seed)
    Q = np.zeros((env.observation_space.n, env.action_space.n), dtype=np.float32)
    for e in range(episodes):
        state, _ = env.reset(seed=seed + e)
        step_size = alpha / (1 + decay * e)
        done = False
        t = 0
        while not done and t < max_steps:
            action = env.action_space.sample()
            next_state, reward, terminated, truncated, _ = env.step(action)
            target = reward
            if not terminated:
                target += gamma * Q[next_state].max()
            Q[state, action] += step_size * (target - Q[state, action])
            done = terminated or truncated
            state = next_state
            t += 1
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    text = str(board)
    best = iter(Q.argmax(axis=1))
    drawn = ""
    for letter in text:
        if letter == "\n":
            drawn += letter
            continue
        arrow = ARROWS[next(best)]
        drawn += letter if letter in "~WA" else arrow
    return drawn


# %% grid-audit
def audit(board, walks):
    least, tally = distances_to_apple(board), np.zeros(3, dtype=int)
    for cell in walks:
        how, steps = walks[cell]
        arrived = how == "apple"
        tally += (least[cell] != -1) * np.array([1, arrived, arrived and steps == least[cell]])
    return tally


# %% grid-fresh
def fresh_walk(board, Q, start):
    visited = np.zeros((board.height, board.width), dtype=bool)
    path, cell = [], start
    while cell is not None:
        visited[cell] = True
        path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
        for action in np.argsort(-Q[board.state(cell)]):
            there = board.move(cell, action)
            if there is None or not visited[there]:
                break
        else:
            return "trapped", path
        cell = there
    return "outside", path
