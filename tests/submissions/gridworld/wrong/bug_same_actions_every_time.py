# Makes the generator anew for each episode.
# fails: grid-bug-tests
# says: actions
# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    env.reset(seed=seed)
    for e in range(episodes):
        rng = np.random.default_rng(seed)
        step_size = alpha / (1 + decay * e)
        state, _ = env.reset()
        for _ in range(max_steps):
            action = int(rng.integers(4))
            next_state, reward, terminated, truncated, _ = env.step(action)
            target = reward if terminated else reward + gamma * Q[next_state].max()
            Q[state, action] += step_size * (target - Q[state, action])
            if terminated or truncated:
                break
            state = next_state
    return Q
