# Takes the last state alone for a possible end.
# fails: vi-backup-end-tests
# says: state 0 is terminal
# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    V = Q.max(axis=1)
    if np.isinf(V[-1]):
        V[-1] = 0
    return float(sum(T[state, action] * (R[state, action] + gamma * V)))
