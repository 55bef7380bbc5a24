# Forgets the square root.
# fails: bandits-ucb-tests
# says: square root

# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.argmax(Q + c * np.log(np.sum(N)) / N)
