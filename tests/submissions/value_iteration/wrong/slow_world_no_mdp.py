# Probabilities that don't sum to 1.
# fails: vi-slow-tests
# says: no MDP

# %% vi-slow
def slow_world():
    T, R = np.ones((2, 2, 2)), np.ones((2, 2, 2))
    return T, R, 0.9
