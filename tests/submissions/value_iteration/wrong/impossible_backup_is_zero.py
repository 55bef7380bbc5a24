# The backup of an impossible action is an empty sum: 0.
# fails: vi-backup-end-tests
# says: carries -∞

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    return np.sum(T[state, action] * (R[state, action] + gamma * V))
