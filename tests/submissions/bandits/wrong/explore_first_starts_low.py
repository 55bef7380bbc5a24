# Searches the best mean from -100 on.
# fails: bandits-explore-first-tests
# says: however low
# %% bandits-explore-first
def explore_first(Q, N, m):
    if np.min(N) < m:
        return np.argmin(N)
    best, value = 0, -100
    for a in range(len(Q)):
        if Q[a] > value:
            best, value = a, Q[a]
    return best
