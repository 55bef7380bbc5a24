# State and next state exchanged.
# fails: dqn-collect-tests
# says: exchanged

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    memory.add(Batch(*(part[~over] for part in (next_state, action, reward, state, terminated))))
    return next_state, terminated | truncated
