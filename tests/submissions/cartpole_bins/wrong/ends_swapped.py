# Cuts at the time limit and looks ahead after a fall.
# fails: bins-targets-tests
# says: swapped

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * np.where(truncated, 0, next_values.max(axis=1))
