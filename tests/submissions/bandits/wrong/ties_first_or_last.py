# Of several best arms takes the first or the last.
# fails: bandits-epsilon-greedy-tests
# says: all but arm 2
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    best = np.flatnonzero(Q == np.max(Q))
    return best[0] if rng.random() < 0.5 else best[-1]
