# Takes a small epsilon for none.
# fails: dqn-epsilon-greedy-frequency-tests
# says: nobody explores

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, k = Q.shape
    explore = rng.random(n) < max(epsilon, 0.0)
    if epsilon < 0.05:
        explore[:] = False
    return np.where(explore, rng.integers(k, size=n), Q.argmax(axis=1))
