# Bootstraps on the last step.
# fails: grid-bug-tests
# says: after the end nothing follows

# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    rng = np.random.default_rng(seed)
    env.reset(seed=seed)
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    for e in range(episodes):
        state, _ = env.reset()
        for t in range(max_steps):
            action = int(rng.integers(4))
            next_state, reward, terminated, truncated, _ = env.step(action)
            target = reward + gamma * Q[next_state].max()
            Q[state, action] += alpha / (1 + decay * e) * (target - Q[state, action])
            if terminated or truncated:
                break
            state = next_state
    return Q
