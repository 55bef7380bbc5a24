# Adds up all next states, also impossible ones worth -∞, weighted by 0.
# fails: vi-backup-end-tests
# says: terminal state

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    return np.sum(T[state, action] * (R[state, action] + gamma * np.max(Q, axis=1)))
