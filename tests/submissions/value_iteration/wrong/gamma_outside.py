# γ stands before the whole bracket, so the reward is discounted as well.
# fails: vi-backup-tests, vi-backup-end-tests
# says: wrong bracket

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    return gamma * np.sum(T[state, action] * (R[state, action] + V))
