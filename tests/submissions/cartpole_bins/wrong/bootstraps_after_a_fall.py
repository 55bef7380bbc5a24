# Looks ahead from a terminal state.
# fails: bins-targets-tests
# says: after a fall

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * next_values.max(axis=1)
