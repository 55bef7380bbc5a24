# Takes an end on the last step that the clock allows for a cut.
# fails: grid-episode-limit-tests
# says: the very step
# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated and not truncated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
