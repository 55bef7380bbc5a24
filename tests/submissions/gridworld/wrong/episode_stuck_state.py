# Never moves on to the next state.
# fails: grid-episode-tests
# says: the state never moves on

# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            break
    return len(rewards), sum(rewards)
