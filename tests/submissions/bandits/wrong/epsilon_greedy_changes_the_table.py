# Changes the table of the caller when it explores.
# fails: bandits-epsilon-greedy-tests
# says: changed Q
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        Q += 1
        return rng.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
