# Cut only where the pole fell and the clock had not struck.
# fails: bins-targets-tests
# says: a fall is a fall

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + gamma * np.where(terminated & ~truncated, 0, next_values.max(axis=1))
