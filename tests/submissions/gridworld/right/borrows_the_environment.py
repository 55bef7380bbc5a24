# Uses the gymnasium environment and lib's loop wherever they do the work.

# %% grid-walk
from lib import rollout


def walk(board, policy, start, max_steps, rng):
    env = ClearingEnv(board, start)
    played = rollout.play_episode(env, lambda state: policy(state, rng), max_steps=max_steps)
    return ("limit" if played.truncated else played.info["what"]), played.steps


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    env = ClearingEnv(board, board.cell(state), rewards)
    env.peter = board.cell(state)
    next_state, reward, _, _, info = env.step(action)
    if KIND_NAMES.index(info["what"]) not in ends:
        return next_state, rewards.step, False
    return next_state, reward, True


# %% grid-summary
def summarise(walks):
    counted = Counter(how for how, _ in walks)
    steps = np.array([n for how, n in walks if how == "apple"])
    return {how: counted[how] for how in ENDINGS}, steps.sum() / len(steps) if len(
        steps
    ) else np.float64("nan")


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    class Agent:
        def __init__(self):
            self.Q = np.zeros((env.observation_space.n, 4))
            self.step_size = alpha

        def act(self, state, rng):
            return random_policy(state, rng)

        def learn(self, *transition):
            update(self.Q, *transition, self.step_size, gamma)

    rng, agent = np.random.default_rng(seed), Agent()
    env.reset(seed=seed)
    for number in range(episodes):
        agent.step_size = alpha / (1 + decay * number)
        episode(env, agent, max_steps, rng)
    return agent.Q


# %% grid-arrows
def arrow_map(board, Q):
    best = np.argmax(Q, axis=1).reshape(board.height, board.width)
    arrows = np.array(list(ARROWS))[best]
    letters = np.array([list(line) for line in str(board).split("\n")])
    stands = ~np.isin(np.array(board.cells), list(ENDS))
    return "\n".join("".join(line) for line in np.where(stands, arrows, letters))


# %% grid-fresh
def fresh_walk(board, Q, start):
    path, seen, cell = [start], {start}, start
    while board.what(cell) not in ENDS:
        values = [
            -np.inf if board.move(cell, a) in seen else Q[board.state(cell), a] for a in ACTIONS
        ]
        if max(values) == -np.inf:
            return "trapped", path
        cell = board.move(cell, int(np.argmax(values)))
        if cell is None:
            return "outside", path
        path.append(cell)
        seen.add(cell)
    return KIND_NAMES[board.what(cell)], path
