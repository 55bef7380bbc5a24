# Trusts a probability of 0 to hide the -∞ of a terminal state: 0 · (-∞) is nan.
# fails: vi-sweep-end-tests
# says: nan

# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1)
    return np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
