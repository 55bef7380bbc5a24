# Returns the array of best arms instead of one of them.
# fails: bandits-epsilon-greedy-tests
# says: must be an integer

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return np.flatnonzero(Q == np.max(Q))
