# Loops with while and flags, tuples and lists, no helper of the board where arithmetic will do.

# %% grid-random
def random_policy(state, rng):
    return int(rng.random() * 4)


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    row, column = start
    steps = 0
    while steps < max_steps:
        action = int(policy(row * board.width + column, rng))
        steps += 1
        row += (-1, 1, 0, 0)[action]
        column += (0, 0, -1, 1)[action]
        if row < 0 or row >= board.height or column < 0 or column >= board.width:
            return "outside", steps
        if board.cells[row][column] in (1, 2, 4):
            return {1: "water", 2: "wolf", 4: "apple"}[board.cells[row][column]], steps
    return "limit", max_steps


# %% grid-summary
def summarise(walks):
    counts, total, happy = {"apple": 0, "wolf": 0, "water": 0, "outside": 0, "limit": 0}, 0, 0
    for how, steps in walks:
        counts[how] = counts[how] + 1
        if how == "apple":
            total, happy = total + steps, happy + 1
    if happy == 0:
        return counts, float("nan")
    return counts, total / happy


# %% grid-step
def step(board, state, action, rewards, ends=(1, 2, 4, 5)):
    row, column = state // board.width, state % board.width
    row, column = row + (-1, 1, 0, 0)[action], column + (0, 0, -1, 1)[action]
    if not (0 <= row < board.height and 0 <= column < board.width):
        return state, rewards.outside if 5 in ends else rewards.step, 5 in ends
    kind = board.cells[row][column]
    worth = [rewards.step, rewards.water, rewards.wolf, rewards.step, rewards.apple][kind]
    if kind not in ends:
        worth = rewards.step
    return row * board.width + column, worth, kind in ends


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    future = 0.0
    if not terminated:
        future = max(Q[next_state, a] for a in range(4))
    Q[state, action] = (1 - alpha) * Q[state, action] + alpha * (reward + gamma * future)


# %% grid-shifted
def shifted(q, extra):
    smallest = min(q)
    weights = [value - smallest + extra for value in q]
    return [weight / sum(weights) for weight in weights]


# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, info = env.reset()
    steps, total, over = 0, 0.0, False
    while not over and steps < max_steps:
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, info = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        state, total, steps = next_state, total + reward, steps + 1
        over = terminated or truncated
    return steps, total


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    rng = np.random.default_rng(seed)
    Q = np.zeros((env.observation_space.n, 4))
    for e in range(episodes):
        state, _ = env.reset(seed=seed if e == 0 else None)
        for _ in range(max_steps):
            action = rng.integers(4)
            next_state, reward, terminated, truncated, _ = env.step(action)
            update(Q, state, action, reward, next_state, terminated, alpha / (1 + decay * e), gamma)
            if terminated or truncated:
                break
            state = next_state
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    lines = []
    for row in range(board.height):
        line = ""
        for column in range(board.width):
            values = Q[row * board.width + column]
            best = 0
            for action in range(4):
                if values[action] > values[best]:
                    best = action
            line += (
                "↑↓←→"[best]
                if board.cells[row][column] in (0, 3)
                else ".~WTA"[board.cells[row][column]]
            )
        lines.append(line)
    return "\n".join(lines)


# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    reachable = reached = shortest = 0
    for cell, (how, steps) in walks.items():
        if distances[cell] < 0:
            continue
        reachable += 1
        if how == "apple":
            reached += 1
            if steps == distances[cell]:
                shortest += 1
    return reachable, reached, shortest


# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        best, best_value = None, None
        for action in ACTIONS:
            value = Q[board.state(path[-1]), action]
            if board.move(path[-1], action) not in path and (best is None or value > best_value):
                best, best_value = action, value
        if best is None:
            return "trapped", path
        cell = board.move(path[-1], best)
        if cell is None:
            return "outside", path
        path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path


# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    steps, total, over = 0, 0.0, False
    while steps < max_steps and not over:
        after, reward, terminated, truncated, _ = env.step(action)
        target, over = reward, terminated or truncated
        if not terminated:
            then = draw(chances(Q[after]), rng)
            target += gamma * Q[after, then]
            Q[state, action] += alpha * (target - Q[state, action])
            state, action = after, then
        else:
            Q[state, action] += alpha * (target - Q[state, action])
        steps, total = steps + 1, total + reward
    return steps, total


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    total, action = 0.0, 0
    probabilities = chances(Q[next_state])
    while action < 4:
        total += probabilities[action] * Q[next_state, action]
        action += 1
    if terminated:
        return reward
    return reward + gamma * total


# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    V, N, number = np.zeros(states), np.zeros(states, dtype=int), 0
    while number < len(walks):
        walk, met, n = walks[number], set(), 0
        while n < len(walk):
            state = walk[n][0]
            if state not in met:
                met.add(state)
                G, weight, k = 0.0, 1.0, n
                while k < len(walk):
                    G += weight * walk[k][1]
                    weight *= gamma
                    k += 1
                N[state] += 1
                V[state] += (G - V[state]) / N[state]
            n += 1
        number += 1
    return V


# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V, number = np.zeros(states), 0
    while number < len(walks):
        n = 0
        while n < len(walks[number]):
            state, reward, next_state, terminated = walks[number][n]
            target = reward
            if not terminated:
                target = target + gamma * V[next_state]
            V[state] = V[state] + alpha * (target - V[state])
            n += 1
        number += 1
    return V
