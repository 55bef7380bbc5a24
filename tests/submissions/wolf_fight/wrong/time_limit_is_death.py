# Tells the agent that a time limit is the end.
# fails: fight-train-tests
# says: a time limit is not death

# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, next_state, terminated | truncated)
        state = world.restart(terminated | truncated, rng)
