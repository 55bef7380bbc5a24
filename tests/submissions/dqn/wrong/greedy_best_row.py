# argmax along the wrong axis.
# fails: dqn-epsilon-greedy-tests, dqn-epsilon-greedy-frequency-tests
# says:

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    explore = rng.random(len(Q)) < epsilon
    return np.where(
        explore, rng.integers(Q.shape[1], size=len(Q)), Q.argmax(axis=0)[0] % Q.shape[1]
    )
