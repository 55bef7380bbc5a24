# Counts the pull itself.
# fails: bandits-explore-first-tests
# says: changed N
# %% bandits-explore-first
def explore_first(Q, N, m):
    arm = np.argmin(N) if np.min(N) < m else np.argmax(Q)
    N[arm] += 1
    return arm
