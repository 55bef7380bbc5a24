# Searches the largest bound from -10 on.
# fails: bandits-ucb-tests
# says: the bounds are
# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    best, value = 0, -10
    for a, b in enumerate(Q + c * np.sqrt(np.log(N.sum()) / N)):
        if b > value:
            best, value = a, b
    return best
