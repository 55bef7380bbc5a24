# Callable objects and small classes instead of functions.

# %% grid-random
class AnyWay:
    def __call__(self, state, rng):
        return rng.permutation(4)[0]


random_policy = AnyWay()


# %% grid-walk
class Walker:
    def __init__(self, board, cell):
        self.board, self.cell, self.steps, self.how = board, cell, 0, None

    def go(self, action):
        self.cell = self.board.move(self.cell, action)
        self.steps += 1
        kind = self.board.what(self.cell)
        self.how = KIND_NAMES[kind] if kind in ENDS else None


def walk(board, policy, start, max_steps, rng):
    walker = Walker(board, start)
    while walker.how is None:
        if walker.steps >= max_steps:
            return ["limit", walker.steps]
        walker.go(policy(board.state(walker.cell), rng))
    return [walker.how, walker.steps]


# %% grid-step
class World:
    def __call__(self, board, state, action, rewards, ends=ENDS):
        there = board.move(board.cell(state), action)
        name = KIND_NAMES[board.what(there)]
        worth = {"empty": rewards.step, "tree": rewards.step}
        worth |= {"apple": rewards.apple, "wolf": rewards.wolf, "water": rewards.water}
        worth |= {"outside": rewards.outside}
        over = board.what(there) in ends
        return (board.state(there) if there else state), worth[name if over else "empty"], over


step = World()


# %% grid-update
class Update:
    def target(self, Q, reward, next_state, terminated, gamma):
        return reward + (0 if terminated else gamma * np.amax(Q[next_state]))

    def __call__(self, Q, state, action, reward, next_state, terminated, alpha, gamma):
        error = self.target(Q, reward, next_state, terminated, gamma) - Q[state, action]
        Q[state, action] += alpha * error


update = Update()


# %% grid-episode
class Episode:
    def __call__(self, env, agent, max_steps, rng):
        state, _ = env.reset()
        rewards = []
        while True:
            action = agent.act(state, rng)
            next_state, reward, terminated, truncated, _ = env.step(action)
            agent.learn(state, action, reward, next_state, terminated)
            rewards += [reward]
            state = next_state
            if terminated or truncated or len(rewards) == max_steps:
                return np.array([len(rewards), np.sum(rewards)])


def episode(env, agent, max_steps, rng):
    steps, total = Episode()(env, agent, max_steps, rng)
    return int(steps), total


# %% grid-shifted
class Shifted:
    def __call__(self, q, extra):
        p = np.array(q, dtype=float)
        p -= p.min()
        p += extra
        p /= p.sum()
        return p


shifted = Shifted()


# %% grid-arrows
def arrow_of(board, Q, cell, letter):
    return letter if board.what(cell) in ENDS else ARROWS[int(np.argmax(Q[board.state(cell)]))]


def arrow_map(board, Q):
    return "\n".join(
        "".join(arrow_of(board, Q, (r, c), letter) for c, letter in enumerate(line))
        for r, line in enumerate(str(board).splitlines())
    )


# %% grid-audit
class Audit:
    def __call__(self, board, walks):
        least = distances_to_apple(board)
        rows = [
            (how == "apple", steps == least[c]) for c, (how, steps) in walks.items() if least[c] > 0
        ]
        return len(rows), sum(a for a, _ in rows), sum(a and b for a, b in rows)


audit = Audit()
