# Lets nothing follow on the last of max_steps steps.
# fails: grid-sarsa-end-tests
# says: nobody drowned

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for t in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(chances(Q[next_state]), rng)
        following = 0 if terminated or t == max_steps - 1 else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
