# Ignores the rng it is given and draws from numpy's global state.
# fails: bandits-epsilon-greedy-tests
# says: same `rng`

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if np.random.random() < epsilon:
        return np.random.randint(len(Q))
    return np.random.choice(np.flatnonzero(Q == np.max(Q)))
