# Caps max_steps at the notebook's own LIMIT.
# fails: grid-episode-limit-tests
# says: 105 steps

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(min(max_steps, LIMIT)):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
