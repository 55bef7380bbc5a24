# Never explores longer than FIRST pulls.
# fails: bandits-explore-first-tests
# says: still lacks a pull
# %% bandits-explore-first
def explore_first(Q, N, m):
    return np.argmin(N) if np.min(N) < min(m, FIRST) else np.argmax(Q)
