# Explores once, even with m = 0.
# fails: bandits-explore-first-tests
# says: nothing to explore
# %% bandits-explore-first
def explore_first(Q, N, m):
    return np.argmin(N) if np.min(N) < max(m, 1) else np.argmax(Q)
