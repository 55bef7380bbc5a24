# Compares the estimates with the place of the largest, not with the largest.
# fails: bandits-epsilon-greedy-tests
# says: compare the estimates with the *index*

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.argmax(Q)))
