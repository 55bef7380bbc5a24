# Goes on after the world truncated.
# fails: grid-episode-limit-tests
# says: truncated

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated:
            break
        state = next_state
    return len(rewards), sum(rewards)
