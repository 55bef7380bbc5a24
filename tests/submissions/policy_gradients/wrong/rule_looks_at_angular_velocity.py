# Takes the last column for the angle.
# fails: pg-rule-tests
# says: angular velocity

# %% pg-rule
def lean_policy(states):
    return np.where(states[:, 3] < 0, LEFT, RIGHT)
