# Is never bolder than C.
# fails: bandits-ucb-tests
# says: the bounds are
# %% bandits-ucb
def ucb(Q, N, c):
    if np.min(N) == 0:
        return np.argmin(N)
    return np.argmax(Q + min(c, C) * np.sqrt(np.log(N.sum()) / N))
