# Restarts by a generator of its own.
# fails: fight-train-tests, fight-train-restart-tests
# says: another `rng`
# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        state = world.restart(terminated | truncated, np.random.default_rng(SEED))
