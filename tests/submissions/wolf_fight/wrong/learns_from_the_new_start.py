# Restarts first, and learns from where the next fight begins.
# fails: fight-train-tests
# says: learn from the move itself

# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        begin = world.restart(terminated | truncated, rng)
        agent.learn(state, action, reward, begin, terminated)
        state = begin
