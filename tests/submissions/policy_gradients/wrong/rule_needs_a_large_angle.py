# Follows only angles above a hundredth.
# fails: pg-rule-tests
# says: however small

# %% pg-rule
def lean_policy(states):
    return (states[:, 2] > 0.01).astype(int)
