# A pole that falls at the moment of the limit has not fallen.
# fails: dqn-collect-limit-tests
# says: a fall is a fall

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    steps = Batch(state, action, reward, next_state, terminated & ~truncated)
    memory.add(Batch(*(part[~over] for part in steps)))
    return next_state, terminated | truncated
