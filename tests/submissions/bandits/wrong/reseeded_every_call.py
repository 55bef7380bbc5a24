# Makes a new generator with the same seed in every call, so it never varies.
# fails: bandits-epsilon-greedy-tests
# says: every arm is equally likely

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    rng = np.random.default_rng(0)
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
