# Learns nothing from a lost life.
# fails: mp-improved-end-tests
# says: teaches most

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    if x_next is None:
        return weights
    target = reward if x_next is None else reward + gamma * (x_next @ weights)
    return weights + alpha * (target - x @ weights) * x
