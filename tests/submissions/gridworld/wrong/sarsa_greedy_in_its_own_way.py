# Is epsilon-greedy, whatever the chances.
# fails: grid-sarsa-tests, grid-sarsa-end-tests
# says: draw it once

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(epsilon_greedy(0.2)(Q[next_state]), rng)
        following = 0 if terminated else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
