# Recursion where others loop.

# %% grid-random
def random_policy(state, rng):
    return rng.choice(4)


# %% grid-walk
def walk(board, policy, start, max_steps, rng, done=0):
    if done == max_steps:
        return "limit", done
    cell = board.move(start, policy(board.state(start), rng))
    if board.what(cell) in ENDS:
        return KIND_NAMES[board.what(cell)], done + 1
    return walk(board, policy, cell, max_steps, rng, done + 1)


# %% grid-summary
def summarise(walks):
    counts = {ending: sum(how == ending for how, _ in walks) for ending in ENDINGS}
    steps = [n for how, n in walks if how == "apple"]
    return counts, np.mean(steps) if steps else np.nan


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward + gamma * np.max(Q[next_state]) * (1 - int(terminated))
    Q[state][action] -= alpha * (Q[state][action] - target)


# %% grid-shifted
def shifted(q, extra):
    lifted = np.asarray(q) + (extra - np.min(q))
    return lifted / np.sum(lifted)


# %% grid-episode
def episode(env, agent, max_steps, rng):
    def further(state, left):
        if left == 0:
            return 0, 0.0
        action = agent.act(state, rng)
        after, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, after, terminated)
        if terminated or truncated:
            return 1, reward
        steps, total = further(after, left - 1)
        return steps + 1, total + reward

    return further(env.reset()[0], max_steps)


# %% grid-audit
def audit(board, walks, least=None):
    least = distances_to_apple(board)
    possible = {cell: walks[cell] for cell in walks if least[cell] != -1}
    return [
        len(possible),
        sum(how == "apple" for how, _ in possible.values()),
        sum(walk == ("apple", least[cell]) for cell, walk in possible.items()),
    ]


# %% grid-fresh
def fresh_walk(board, Q, start):
    def further(path):
        here = path[-1]
        order = sorted(ACTIONS, key=lambda action: -Q[board.state(here), action])
        cells = [board.move(here, action) for action in order]
        cells = [cell for cell in cells if cell is None or cell not in path]
        if len(cells) == 0:
            return "trapped", path
        if cells[0] is None:
            return "outside", path
        if board.what(cells[0]) in ENDS:
            return KIND_NAMES[board.what(cells[0])], [*path, cells[0]]
        return further([*path, cells[0]])

    return further([start])


# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    def live(state, action, left):
        if left == 0:
            return 0, 0
        after, reward, terminated, truncated, _ = env.step(action)
        then = draw(chances(Q[after]), rng)
        following = gamma * Q[after, then] * (not terminated)
        Q[state, action] += alpha * (reward + following - Q[state, action])
        if terminated or truncated:
            return 1, reward
        steps, total = live(after, then, left - 1)
        return steps + 1, total + reward

    state, _ = env.reset()
    return live(state, draw(chances(Q[state]), rng), max_steps)


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    if not terminated:
        nothing = expected_target(Q, 0.0, next_state, True, chances, gamma)
        return reward + gamma * np.dot(Q[next_state], chances(Q[next_state])) + nothing
    return reward


# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    def returns(steps):
        if not steps:
            return []
        after = returns(steps[1:])
        return [steps[0][1] + gamma * (after[0] if after else 0), *after]

    found = [[] for _ in range(states)]
    for walk in walks:
        path = [step[0] for step in walk]
        G = returns(list(walk))
        for state in set(path):
            found[state].append(G[path.index(state)])
    return [sum(each) / len(each) if each else 0 for each in found]


# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = [0.0] * states

    def learn(steps):
        if steps:
            (state, reward, after, over), *rest = steps
            V[state] += alpha * (reward + gamma * V[after] * (not over) - V[state])
            learn(rest)

    for walk in walks:
        learn(walk)
    return V
