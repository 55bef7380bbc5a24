# Takes the last state alone for a possible end.
# fails: vi-sweep-end-tests
# says: state 0 is terminal
# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1)
    if V[-1] == -np.inf:
        V[-1] = 0
    new = np.sum(T * (R + gamma * V), axis=2)
    new[~T.any(axis=2)] = -np.inf
    return new
