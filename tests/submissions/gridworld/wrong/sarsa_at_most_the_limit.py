# Stops after LIMIT steps, whatever max_steps is.
# fails: grid-sarsa-end-tests
# says: more than limit

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(min(max_steps, LIMIT)):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(chances(Q[next_state]), rng)
        following = 0 if terminated else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
