# Takes the arm with the most wins, not with the best mean.
# fails: bandits-explore-first-tests
# says: best *mean*
# %% bandits-explore-first
def explore_first(Q, N, m):
    return np.argmin(N) if np.min(N) < m else np.argmax(Q * N)
