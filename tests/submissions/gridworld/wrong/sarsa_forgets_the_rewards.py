# Notes no reward.
# fails: grid-sarsa-tests, grid-sarsa-end-tests
# says: the number of steps

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(chances(Q[next_state]), rng)
        following = 0 if terminated else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
