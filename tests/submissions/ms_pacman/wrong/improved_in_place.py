# Changes the weights it was given.
# fails: mp-improved-tests, mp-improved-end-tests
# says: changed

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = reward if x_next is None else reward + gamma * (x_next @ weights)
    weights += alpha * (target - x @ weights) * x
    return weights
