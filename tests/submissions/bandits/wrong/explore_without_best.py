# Exploring draws among the other arms only, never the best one.
# fails: bandits-epsilon-greedy-tests
# says: never picks arm 0, the best

# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    best = rng.choice(np.flatnonzero(Q == np.max(Q)))
    if rng.random() < epsilon:
        return rng.choice([arm for arm in range(len(Q)) if arm != best])
    return best
