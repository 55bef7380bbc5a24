# When exploring, never takes the best action.
# fails: dqn-epsilon-greedy-frequency-tests
# says: exploring means *any* action

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    n, actions = Q.shape
    best = Q.argmax(axis=1)
    other = (best + rng.integers(1, actions, size=n)) % actions
    return np.where(rng.random(n) < epsilon, other, best)
