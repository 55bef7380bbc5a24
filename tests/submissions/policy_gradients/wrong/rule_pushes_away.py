# Pushes away from where the pole leans.
# fails: pg-rule-tests
# says: push away

# %% pg-rule
def lean_policy(states):
    return np.where(states[:, 2] < 0, RIGHT, LEFT)
