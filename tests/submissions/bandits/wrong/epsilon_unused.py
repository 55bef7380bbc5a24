# Never explores.
# fails: bandits-epsilon-greedy-tests
# says: the best arm is always taken
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    return rng.choice(np.flatnonzero(Q == np.max(Q)))
