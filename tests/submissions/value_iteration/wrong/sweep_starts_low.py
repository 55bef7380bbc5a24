# Takes whatever is below -1,000 for terminal.
# fails: vi-sweep-tests
# says: below -49,000
# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1)
    V[V < -1000] = 0
    new = np.sum(T * (R + gamma * V), axis=2)
    new[~T.any(axis=2)] = -np.inf
    return new
