# Treats a time limit as a fall.
# fails: bins-targets-tests
# says: a time limit is no fall

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * np.where(terminated | truncated, 0, next_values.max(axis=1))
