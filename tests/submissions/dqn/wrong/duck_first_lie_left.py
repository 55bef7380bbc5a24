# Remembers the rows in which a pole was only picked up.
# fails: dqn-collect-tests
# says: never happened

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    memory.add(Batch(state, action, reward, next_state, terminated))
    return next_state, terminated | truncated
