# Ends at the arm pulled most often, not at the best mean.
# fails: bandits-explore-first-tests
# says: pulled most

# %% bandits-explore-first
def explore_first(Q, N, m):
    if np.min(N) < m:
        return np.argmin(N)
    return np.argmax(N)
