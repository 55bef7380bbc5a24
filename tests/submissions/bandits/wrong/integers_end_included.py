# rng.integers(0, k - 1) leaves the last arm out: the upper end is already excluded.
# fails: bandits-epsilon-greedy-tests
# says: every arm is equally likely

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(0, len(Q) - 1)
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
