# Tells the agent that a truncated episode terminated.
# fails: grid-episode-limit-tests
# says: truncated is not terminated

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated or truncated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
