# Caps max_steps at the notebook's own LIMIT.
# fails: grid-bug-tests
# says: two episodes of at most 150
# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    rng = np.random.default_rng(seed)
    env.reset(seed=int(rng.integers(2**31)))
    for e in range(episodes):
        step_size = alpha / (1 + decay * e)
        state, _ = env.reset()
        for _ in range(min(max_steps, LIMIT)):
            action = int(rng.integers(4))
            next_state, reward, terminated, truncated, _ = env.step(action)
            target = reward if terminated else reward + gamma * Q[next_state].max()
            Q[state, action] += step_size * (target - Q[state, action])
            if terminated or truncated:
                break
            state = next_state
    return Q
