# Asks the environment for its numbers of states and actions, and lets it draw from its own generator.

# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    env.np_random = rng = np.random.default_rng(seed)
    Q = np.zeros((env.observation_space.n, env.action_space.n))
    for number in range(episodes):
        state, _ = env.reset()
        for _ in range(max_steps):
            action = rng.integers(env.action_space.n)
            assert env.action_space.contains(action)
            after, reward, terminated, truncated, _ = env.step(action)
            target = reward + gamma * (0 if terminated else Q[after].max())
            Q[state, action] += alpha / (1 + decay * number) * (target - Q[state, action])
            if terminated or truncated:
                break
            state = after
    return Q
