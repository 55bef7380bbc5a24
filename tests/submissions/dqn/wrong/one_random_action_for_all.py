# All who explore take the same random action.
# fails: dqn-epsilon-greedy-frequency-tests
# says: %

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    explore = rng.random(len(Q)) < epsilon
    return np.where(explore, rng.integers(Q.shape[1]), Q.argmax(axis=1))
