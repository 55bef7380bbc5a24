# Adds a small number to the counts, so that nothing is divided by zero.
# fails: bandits-ucb-tests
# says: never pulled
# %% bandits-ucb
def ucb(Q, N, c):
    return np.argmax(Q + c * np.sqrt(np.log(N.sum() + 1e-9) / (N + 1e-9)))
