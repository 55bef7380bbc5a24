# An update that skips the end, which the whole algorithm uses: one mistake, one exercise.
# fails: grid-update-end-tests
# says: skipped on the last step
# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    if not terminated:
        target = reward + gamma * Q[next_state].max()
        Q[state, action] += alpha * (target - Q[state, action])


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    Q = np.zeros((env.observation_space.n, len(ACTIONS)))
    rng = np.random.default_rng(seed)
    env.reset(seed=int(rng.integers(2**31)))
    for e in range(episodes):
        step_size = alpha / (1 + decay * e)
        state, _ = env.reset()
        for _ in range(max_steps):
            action = random_policy(state, rng)
            next_state, reward, terminated, truncated, _ = env.step(action)
            update(Q, state, action, reward, next_state, terminated, step_size, gamma)
            if terminated or truncated:
                break
            state = next_state
    return Q
