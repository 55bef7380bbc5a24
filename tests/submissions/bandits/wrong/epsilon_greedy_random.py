# Explores always.
# fails: bandits-epsilon-greedy-tests
# says: is ε used
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    return rng.integers(len(Q))
