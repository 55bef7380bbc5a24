# Calls restart only when somebody stopped.

# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        over = terminated | truncated
        state = world.restart(over, rng) if over.any() else next_state
