# Generators, closures and small machines; a generator of numbers for each episode; bits of random bytes.

# %% grid-random
def random_policy(state, rng):
    return rng.bytes(1)[0] % 4


# %% grid-walk
def trail(board, policy, cell, rng):
    """Yield the kind of each cell that is entered."""
    kind = None
    while kind not in ENDS:
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        yield kind


def walk(board, policy, start, max_steps, rng):
    steps = 0
    kinds = trail(board, policy, start, rng)
    while steps < max_steps:
        steps += 1
        if (kind := next(kinds)) in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", steps


# %% grid-summary
def summarise(walks):
    counts = {how: 0 for how in ENDINGS}
    mean, seen = float("nan"), 0
    for how, steps in walks:
        counts[how] = counts[how] + 1
        if how == "apple":  # a mean that runs along
            seen += 1
            mean = steps if seen == 1 else mean + (steps - mean) / seen
    return counts, float(mean)


# %% grid-step
def worth(rewards, ends):
    def of(kind):
        return getattr(rewards, KIND_NAMES[kind] if kind in ends else "step")

    return of


def step(board, state, action, rewards, ends=ENDS):
    there = board.move(board.cell(state), action)
    kind = board.what(there)
    try:
        after = board.state(there)
    except TypeError:  # None is no cell
        after = state
    return after, worth(rewards, ends)(kind), kind in ends


# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    place = np.ravel_multi_index((state, action), Q.shape)
    target = reward
    if not terminated:
        target = target + gamma * np.sort(Q[next_state])[-1]
    np.put(Q, place, (1 - alpha) * Q.flat[place] + alpha * target)


# %% grid-shifted
def shifted(q, extra):
    weights = q + (extra - q.min())
    return weights / np.linalg.norm(weights, 1)


# %% grid-episode
def transitions(env, agent, rng):
    state = env.reset()[0]
    over = False
    while not over:
        action = agent.act(state, rng)
        after, reward, terminated, truncated, _ = env.step(action)
        over = terminated or truncated
        yield state, action, reward, after, terminated
        state = after


def episode(env, agent, max_steps, rng):
    steps, total = 0, 0
    if max_steps == 0:
        return steps, total
    for transition in transitions(env, agent, rng):
        agent.learn(*transition)
        steps, total = steps + 1, total + transition[2]
        if steps == max_steps:
            break
    return steps, total


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    worlds, children = np.random.SeedSequence(seed).spawn(2)
    env.reset(seed=int(worlds.generate_state(1)[0]))
    for e, child in enumerate(children.spawn(episodes)):
        rng = np.random.default_rng(child)  # an episode's own
        actions = iter(rng.permutation(np.repeat(ACTIONS, max_steps))[:max_steps])  # all in one go
        actions = iter(rng.integers(0, 4, max_steps).tolist())
        state, _ = env.reset()
        for action in actions:
            after, reward, terminated, truncated, _ = env.step(action)
            update(Q, state, action, reward, after, terminated, alpha / (1 + decay * e), gamma)
            if truncated or terminated:
                break
            state = after
    return Q


# %% grid-arrows
def arrow_map(board, Q):
    def letters():
        for row, kinds in enumerate(board.cells):
            for column, kind in enumerate(kinds):
                if kind in ENDS:
                    yield ".~WTA"[kind]
                else:
                    values = Q[board.state((row, column))].tolist()
                    yield ARROWS[values.index(max(values))]
            yield "\n"

    return "".join(letters()).rstrip("\n")


# %% grid-audit
def audit(board, walks):
    least = distances_to_apple(board)
    apples = {cell for cell, (how, _) in walks.items() if how == "apple"}
    reachable = {cell for cell in walks if least[cell] > -1}
    soonest = {cell for cell, (_, steps) in walks.items() if steps == least[cell]}
    return len(reachable), len(reachable & apples), len(reachable & apples & soonest)


# %% grid-fresh
def fresh_walk(board, Q, start, path=None):
    path = [*(path or []), start]
    if board.what(start) in ENDS:
        return KIND_NAMES[board.what(start)], path
    ways = [(Q[board.state(start), a], a) for a in ACTIONS if board.move(start, a) not in path]
    if not ways:
        return "trapped", path
    there = board.move(start, max(ways)[1])
    return ("outside", path) if there is None else fresh_walk(board, Q, there, path)


# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    def lessons():
        state, _ = env.reset()
        action = draw(chances(Q[state]), rng)
        for _ in range(max_steps):
            after, reward, terminated, truncated, _ = env.step(action)
            then = draw(chances(Q[after]), rng)
            yield state, action, reward, after, then, terminated
            if terminated or truncated:
                return
            state, action = after, then

    rewards = []
    for s, a, r, after, then, terminated in lessons():
        target = r if terminated else r + gamma * Q[after, then]
        Q[s, a] += alpha * (target - Q[s, a])
        rewards.append(r)
    return len(rewards), sum(rewards)


# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    pairs = zip(chances(Q[next_state]), Q[next_state], strict=True)
    return reward + (0 if terminated else gamma * sum(p * q for p, q in pairs))
