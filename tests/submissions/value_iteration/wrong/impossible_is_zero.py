# Leaves impossible actions at 0, where they look better than the fire.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: impossible actions, and only these

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    return np.sum(T * (R + gamma * V), axis=2)
