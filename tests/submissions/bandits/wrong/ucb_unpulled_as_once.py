# Avoids the division by zero by counting unpulled arms as pulled once.
# fails: bandits-ucb-tests
# says: never pulled

# %% bandits-ucb
def ucb(Q, N, c):
    pulled = np.maximum(N, 1)
    return np.argmax(Q + c * np.sqrt(np.log(np.sum(N)) / pulled))
