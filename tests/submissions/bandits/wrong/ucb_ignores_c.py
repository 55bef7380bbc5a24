# Uses a bonus of fixed size.
# fails: bandits-ucb-tests
# says: came out too large: c is a factor

# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.argmax(Q + np.sqrt(2 * np.log(np.sum(N)) / N))
