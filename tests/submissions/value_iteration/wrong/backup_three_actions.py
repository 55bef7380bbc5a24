# Looks at the first three actions only.
# fails: vi-backup-tests, vi-backup-end-tests
# says: at γ = 0.5
# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    V = Q[:, :3].max(axis=1)
    V[np.isinf(V)] = 0
    return float(T[state, action] @ (R[state, action] + gamma * V))
