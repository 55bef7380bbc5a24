# Compares m with all pulls together.
# fails: bandits-explore-first-tests
# says: every arm is to be pulled

# %% bandits-explore-first
def explore_first(Q, N, m):
    if N.sum() < m:
        return np.argmin(N)
    return np.argmax(Q)
