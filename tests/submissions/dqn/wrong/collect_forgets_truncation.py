# Says that only fallen poles are over.
# fails: dqn-collect-limit-tests
# says: return both together

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    memory.add(Batch(*(part[~over] for part in (state, action, reward, next_state, terminated))))
    return next_state, terminated
