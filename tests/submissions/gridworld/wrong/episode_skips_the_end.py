# Stops before the agent learns from the last step.
# fails: grid-episode-tests, grid-episode-limit-tests
# says: not told of the last step

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        rewards.append(reward)
        if terminated or truncated:
            break
        agent.learn(state, action, reward, next_state, terminated)
        state = next_state
    return len(rewards), sum(rewards)
