# Draws from a generator with a seed of its own.
# fails: grid-sarsa-tests
# says: the same 120 actions

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    rng = np.random.default_rng(0)
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(chances(Q[next_state]), rng)
        following = 0 if terminated else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
