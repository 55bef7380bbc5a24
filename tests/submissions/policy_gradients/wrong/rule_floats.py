# Returns floats as actions.
# fails: pg-rule-tests
# says: return integers

# %% pg-rule
def lean_policy(states):
    return np.where(states[:, 2] < 0, 0.0, 1.0)
