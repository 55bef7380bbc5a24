# Takes the likeliest action instead of drawing.
# fails: grid-sarsa-tests
# says: actions drawn by the chances

# %% grid-sarsa
def sarsa(env, Q, chances, alpha, gamma, max_steps, rng):
    state, _ = env.reset()
    action = draw(chances(Q[state]), rng)
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(action)
        next_action = int(chances(Q[next_state]).argmax())
        following = 0 if terminated else Q[next_state, next_action]
        Q[state, action] += alpha * (reward + gamma * following - Q[state, action])
        rewards.append(reward)
        if terminated or truncated:
            break
        state, action = next_state, next_action
    return len(rewards), sum(rewards)
