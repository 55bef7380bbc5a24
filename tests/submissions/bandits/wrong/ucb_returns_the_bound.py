# Returns the largest bound itself instead of its place.
# fails: bandits-ucb-tests
# says: must be an integer

# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.max(Q + c * np.sqrt(np.log(np.sum(N)) / N))
