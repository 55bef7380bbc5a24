# Adds a little of the angular velocity to the angle.
# fails: pg-rule-tests
# says: only the angle counts

# %% pg-rule
def lean_policy(states):
    return (states[:, 2] + 0.01 * states[:, 3] > 0).astype(int)
