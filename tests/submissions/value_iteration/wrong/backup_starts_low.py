# Searches the best value from -1,000 on.
# fails: vi-backup-tests
# says: -46,000
# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if not T[state, action].any():
        return -np.inf
    total = 0.0
    for s, p in enumerate(T[state, action]):
        if np.all(np.isinf(Q[s])):
            best = 0.0
        else:
            best = -1000.0
            for q in Q[s]:
                best = max(best, q)
        total += p * (R[state, action, s] + gamma * best)
    return total
