# Discounts the reward as well.
# fails: bins-targets-tests
# says: γ belongs to

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return gamma * (rewards + np.where(terminated, 0, next_values.max(axis=1)))
