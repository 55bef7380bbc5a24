# Moves all weights alike.
# fails: mp-improved-tests, mp-improved-end-tests
# says: direction

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = reward if x_next is None else reward + gamma * (x_next @ weights)
    return weights + alpha * (target - x @ weights)
