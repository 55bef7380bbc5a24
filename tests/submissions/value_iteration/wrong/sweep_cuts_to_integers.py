# The new table is of the type of the rewards.
# fails: vi-sweep-tests
# says: integers
# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = Q.max(axis=1)
    V[V == -np.inf] = 0
    new = np.zeros_like(R[:, :, 0])
    for s in range(T.shape[0]):
        for a in range(T.shape[1]):
            new[s, a] = np.sum(T[s, a] * (R[s, a] + gamma * V))
    new = np.where(T.any(axis=2), new, -np.inf)
    return new
