# An episode that ends in both ways at once goes on.
# fails: dqn-collect-limit-tests
# says: or* truncated

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    steps = Batch(state, action, reward, next_state, terminated)
    memory.add(Batch(*(part[~over] for part in steps)))
    return next_state, terminated ^ truncated
