# Adds up the next states without their probabilities.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: weight it by T

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    new = np.sum((T > 0) * (R + gamma * V), axis=2)
    return np.where(T.any(axis=2), new, -np.inf)
