# Takes an arm that was pulled once before all others.
# fails: bandits-ucb-tests
# says: the bounds are
# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) <= 1:
        return np.argmin(N)
    return np.argmax(Q + c * np.sqrt(np.log(N.sum()) / N))
