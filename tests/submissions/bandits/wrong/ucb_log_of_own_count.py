# The logarithm is of the arm's own pulls, so neglected arms never come back.
# fails: bandits-ucb-tests
# says: logarithm

# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.argmax(Q + c * np.sqrt(np.log(N) / N))
