# Truncation is remembered as termination.
# fails: dqn-collect-limit-tests
# says: has not fallen

# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    done = terminated | truncated
    memory.add(Batch(*(part[~over] for part in (state, action, reward, next_state, done))))
    return next_state, done
