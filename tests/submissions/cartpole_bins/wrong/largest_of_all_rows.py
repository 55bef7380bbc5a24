# Takes one largest value for all carts.
# fails: bins-targets-tests
# says: each *row*

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * np.where(terminated, 0, next_values.max())
