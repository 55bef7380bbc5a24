# Breaks ties by adding noise to Q itself, and so changes the caller's table.
# fails: bandits-epsilon-greedy-tests
# says: changed Q

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    Q += 1e-9 * rng.random(len(Q))
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return np.argmax(Q)
