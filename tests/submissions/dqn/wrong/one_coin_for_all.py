# Throws one coin for all rows.
# fails: dqn-epsilon-greedy-frequency-tests
# says: %

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(Q.shape[1], size=len(Q))
    return Q.argmax(axis=1)
