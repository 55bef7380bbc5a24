# Breaks ties with noise that is larger than real differences.
# fails: bandits-epsilon-greedy-tests
# says: nearly agree

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return int(np.argmax(Q + 1e-3 * rng.random(len(Q))))
