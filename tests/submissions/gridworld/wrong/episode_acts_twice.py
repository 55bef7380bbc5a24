# Asks the agent again when it is to learn.
# fails: grid-episode-tests, grid-episode-limit-tests
# says: more than once in a step
# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        next_state, reward, terminated, truncated, _ = env.step(agent.act(state, rng))
        agent.learn(state, agent.act(state, rng), reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
