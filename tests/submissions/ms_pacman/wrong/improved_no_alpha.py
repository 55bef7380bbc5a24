# Forgets α.
# fails: mp-improved-tests, mp-improved-end-tests
# says: α

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = reward if x_next is None else reward + gamma * (x_next @ weights)
    return weights + (target - x @ weights) * x
