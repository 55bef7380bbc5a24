# Learns from the last step of each episode alone.
# fails: grid-bug-tests
# says: one step of each episode is never

# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    rng = np.random.default_rng(seed)
    env.reset(seed=int(rng.integers(2**31)))
    for e in range(episodes):
        step_size = alpha / (1 + decay * e)
        state, _ = env.reset()
        for _ in range(max_steps):
            action = int(rng.integers(4))
            next_state, reward, terminated, truncated, _ = env.step(action)
            before, state = state, next_state
            if terminated or truncated:
                break
        target = reward if terminated else reward + gamma * Q[next_state].max()
        Q[before, action] += step_size * (target - Q[before, action])
    return Q
