# Never discounts by more than the chapter's gamma.
# fails: bins-targets-tests
# says: γ = 1

# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return rewards + np.minimum(gamma, GAMMA) * np.where(terminated, 0, next_values.max(axis=1))
