# Computes the new table correctly, then stores it in the caller's array.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: in-place update

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    Q[:] = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
    return Q
