# np.argmax breaks every tie in favour of the first arm.
# fails: bandits-epsilon-greedy-tests
# says: ties must be broken at random

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    return np.argmax(Q)
