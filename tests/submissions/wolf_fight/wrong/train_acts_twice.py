# Asks the agent again when it is to learn.
# fails: fight-train-tests, fight-train-restart-tests
# says: once each time
# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        next_state, reward, terminated, truncated = world.step(agent.act(state, rng))
        agent.learn(state, agent.act(state, rng), reward, next_state, terminated)
        state = world.restart(terminated | truncated, rng)
