# Forgets γ.
# fails: mp-improved-tests
# says: γ

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = reward if x_next is None else reward + x_next @ weights
    return weights + alpha * (target - x @ weights) * x
