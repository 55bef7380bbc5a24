# Skips learning at the step on which somebody dies.
# fails: fight-train-tests
# says: the last of a fight above all

# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        if not terminated.any():
            agent.learn(state, action, reward, next_state, terminated)
        state = world.restart(terminated | truncated, rng)
