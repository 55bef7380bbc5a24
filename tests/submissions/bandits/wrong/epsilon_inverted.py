# ε is the probability of being greedy here: explore and exploit are exchanged.
# fails: bandits-epsilon-greedy-tests
# says: ε is inverted

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() > epsilon:
        return rng.integers(len(Q))
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
