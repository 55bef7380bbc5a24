# Takes the first column for the angle.
# fails: pg-rule-tests
# says: position

# %% pg-rule
def lean_policy(states):
    return np.where(states[:, 0] < 0, LEFT, RIGHT)
