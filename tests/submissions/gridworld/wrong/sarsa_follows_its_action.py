# Takes the value of the same action in the next state.
# fails: grid-sarsa-tests, grid-sarsa-end-tests
# says: not the one he has just taken

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = draw(chances(Q[next_state]), rng)
        following = 0 if terminated else Q[next_state, action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
