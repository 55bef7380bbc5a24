# Ignores the limit.
# fails: grid-episode-limit-tests
# says: would never stop

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    while True:
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            return len(rewards), sum(rewards)
        state = next_state
