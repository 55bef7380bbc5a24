# Follows the most probable next state only.
# fails: vi-backup-tests, vi-backup-end-tests
# says: expectation over

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    s = np.argmax(T[state, action])
    best = np.max(Q[s])
    return R[state, action, s] + gamma * (best if np.isfinite(best) else 0)
