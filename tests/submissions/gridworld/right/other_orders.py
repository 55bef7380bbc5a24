# Learns before it counts, seeds every episode from its own generator, and looks at the board from outside in.

# %% grid-random
def random_policy(state, rng):
    return [UP, DOWN, LEFT, RIGHT][rng.integers(0, 3, endpoint=True)]


# %% grid-summary
def summarise(walks):
    happy = list(filter(lambda walk: walk[0] == "apple", walks))
    counts = Counter(dict.fromkeys(ENDINGS, 0))
    counts.update(how for how, _ in walks)
    try:
        return dict(counts), sum(steps for _, steps in happy) / len(happy)
    except ZeroDivisionError:
        return dict(counts), float("nan")


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    name = KIND_NAMES[board.what(cell)]
    over = board.what(cell) in ends
    reward = vars(rewards)[name if over else "step"]
    return (state if name == "outside" else board.state(cell)), reward, over


# %% grid-episode
def episode(env, agent, max_steps, rng):
    total = 0
    state = env.reset()[0]
    for steps in range(max_steps):
        action = agent.act(state, rng)
        before, (state, reward, terminated, truncated, _) = state, env.step(action)
        agent.learn(before, action, reward, state, terminated)
        total += reward
        if any([terminated, truncated]):
            return steps + 1, total
    return max_steps, total


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    rng = np.random.default_rng([seed, 7])
    Q = np.zeros((env.observation_space.n, 4))
    for e in range(episodes):
        state, _ = env.reset(seed=int(rng.integers(2**32)))
        for action in rng.integers(4, size=max_steps):
            after, reward, terminated, truncated, _ = env.step(int(action))
            best = 0 if terminated else Q[after].max()
            Q[state, action] += (reward + gamma * best - Q[state, action]) * alpha / (1 + decay * e)
            state = after
            if terminated or truncated:
                break
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    text = list(str(board))
    for state, values in enumerate(Q):
        row, column = board.cell(state)
        if board.cells[row][column] not in ENDS:
            best = max(zip(values, ARROWS))[1]
            text[row * (board.width + 1) + column] = best
    return "".join(text)


# %% grid-audit
def audit(board, walks):
    least = distances_to_apple(board)
    labels = [
        "cut off"
        if least[cell] < 0
        else "missed"
        if how != "apple"
        else "soon"
        if steps <= least[cell]
        else "late"
        for cell, (how, steps) in walks.items()
    ]
    number = labels.count
    return len(labels) - number("cut off"), number("late") + number("soon"), number("soon")


# %% grid-fresh
def fresh_walk(board, Q, start):
    been, path = set(), [start]
    how = None
    while how is None:
        been.add(path[-1])
        ways = [(Q[board.state(path[-1]), a], board.move(path[-1], a)) for a in ACTIONS]
        ways = [(value, cell) for value, cell in ways if cell not in been]
        if ways:
            cell = max(ways, key=lambda way: way[0])[1]
            how = KIND_NAMES[board.what(cell)] if board.what(cell) in ENDS else None
            path.extend([cell] * (cell is not None))
        else:
            how = "trapped"
    return how, path
