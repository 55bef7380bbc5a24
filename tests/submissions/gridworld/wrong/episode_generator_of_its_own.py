# Hands the agent a generator of its own.
# fails: grid-episode-tests, grid-episode-limit-tests
# says: another `rng`
# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, np.random.default_rng())
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
