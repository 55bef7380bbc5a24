# Differentiates the target as well.
# fails: mp-improved-tests
# says: semi

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    if x_next is None:
        return weights + alpha * (reward - x @ weights) * x
    error = reward + gamma * (x_next @ weights) - x @ weights
    return weights + alpha * error * (x - gamma * x_next)
