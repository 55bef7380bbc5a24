# Counts the arms from 1.
# fails: bandits-epsilon-greedy-tests
# says: out of range

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(1, len(Q) + 1)
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
