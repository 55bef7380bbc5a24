# Adds up in an array of the type of the rewards.
# fails: vi-backup-tests
# says: for 16 and 17
# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    V = Q.max(axis=1)
    V[np.isinf(V)] = 0
    total = np.zeros_like(R[state, action])
    for s in range(len(V)):
        total[s] = T[state, action, s] * (R[state, action, s] + gamma * V[s])
    return float(total.sum())
