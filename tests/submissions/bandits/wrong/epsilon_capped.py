# Explores with probability 0.9 at most.
# fails: bandits-epsilon-greedy-tests
# says: equally likely
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < min(epsilon, 0.9):
        return rng.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
