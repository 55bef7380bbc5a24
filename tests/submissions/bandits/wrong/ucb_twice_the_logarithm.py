# Has the two of Hoeffding's inequality under the root, beside c.
# fails: bandits-ucb-tests
# says: nothing else
# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.argmax(Q + c * np.sqrt(2 * np.log(N.sum()) / N))
