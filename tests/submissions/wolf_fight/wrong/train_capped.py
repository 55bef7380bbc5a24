# Caps the steps at the notebook's own LIMIT.
# fails: fight-train-tests
# says: so many calls
# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(min(steps, LIMIT)):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        state = world.restart(terminated | truncated, rng)
