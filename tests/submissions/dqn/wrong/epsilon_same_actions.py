# Draws the same actions in every call.
# fails: dqn-epsilon-greedy-frequency-tests
# says: every call draws from `rng` anew

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    explore = rng.random(n) < epsilon
    return np.where(explore, np.random.default_rng(0).integers(k, size=n), Q.argmax(axis=1))
