# γ multiplies reward and future in the sweep.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: wrong bracket

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    return np.where(T.any(axis=2), gamma * np.sum(T * (R + V), axis=2), -np.inf)
