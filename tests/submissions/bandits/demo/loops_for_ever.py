# Waits in a loop for an apple that never comes.
# fails: bandits-explore-first-tests

# %% bandits-explore-first
def explore_first(Q, N, m):
    while min(N) < m:
        pass
    return np.argmax(Q)
