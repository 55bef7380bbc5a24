# Never looks ahead.
# fails: mp-improved-tests
# says: next Q

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = reward
    return weights + alpha * (target - x @ weights) * x
