# Takes what is possible in state 0 for what is possible everywhere.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: only these, carry
# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1)
    V[V == -np.inf] = 0
    new = np.sum(T * (R + gamma * V), axis=2)
    new[:, ~T[0].any(axis=1)] = -np.inf
    return new
