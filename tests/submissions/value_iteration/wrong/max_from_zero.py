# The search for the best value starts at 0, so negative values are never seen.
# fails: vi-backup-tests, vi-backup-end-tests
# says: must start at -∞

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    total = 0
    for s, p in enumerate(T[state, action]):
        best = 0
        for value in Q[s]:
            best = max(best, value)
        total += p * (R[state, action, s] + gamma * best)
    return total
