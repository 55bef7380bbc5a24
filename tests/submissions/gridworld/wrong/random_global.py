# Draws from numpy's global generator.
# fails: grid-random-tests
# says: same `rng` gave different

# %% grid-random
def random_policy(state, rng):
    return np.random.randint(4)
