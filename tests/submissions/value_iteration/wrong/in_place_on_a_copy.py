# Copies the table first, but then reads from the copy it is writing into.
# fails: vi-sweep-tests, vi-sweep-end-tests
# says: still reading it

# %% vi-sweep
def sweep(T, R, Q, gamma):
    new = Q.copy()
    for state in range(len(new)):
        V = np.where(np.isfinite(new).any(axis=1), new.max(axis=1), 0)
        values = np.sum(T[state] * (R[state] + gamma * V), axis=1)
        new[state] = np.where(T[state].any(axis=1), values, -np.inf)
    return new
