# Takes the mean over the actions.
# fails: bins-targets-tests
# says: not their mean

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * np.where(terminated, 0, next_values.mean(axis=1))
