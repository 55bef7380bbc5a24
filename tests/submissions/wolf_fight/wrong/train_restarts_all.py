# Restarts all as soon as anybody stops.
# fails: fight-train-restart-tests
# says: restart
# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.ones(world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        agent.learn(state, action, reward, next_state, terminated)
        state = next_state
        if (terminated | truncated).any():
            state = world.restart(np.ones(world.peters, dtype=bool), rng)
