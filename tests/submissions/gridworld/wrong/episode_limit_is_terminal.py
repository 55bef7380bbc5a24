# Tells the agent that the limit is the end.
# fails: grid-episode-limit-tests
# says: the limit is not the end

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for step in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        over = terminated or truncated or step == max_steps - 1
        agent.learn(state, action, reward, next_state, over)
        rewards.append(reward)
        if over:
            break
        state = next_state
    return len(rewards), sum(rewards)
