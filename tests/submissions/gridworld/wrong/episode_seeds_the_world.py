# Seeds the world, so that each episode starts on the same cell.
# fails: grid-episode-tests
# says: same cell
# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset(seed=SEED)
    rewards = []
    for _ in range(max_steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        rewards.append(reward)
        if terminated or truncated:
            break
        state = next_state
    return len(rewards), sum(rewards)
