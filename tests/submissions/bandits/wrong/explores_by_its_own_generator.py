# Explores by a generator of its own; only the rest comes from rng.
# fails: bandits-epsilon-greedy-tests
# says: same `rng`
# %% bandits-epsilon-greedy
OWN = np.random.default_rng(SEED)


def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return OWN.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
