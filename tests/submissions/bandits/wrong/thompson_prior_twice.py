# Adds the prior once more.
# fails: bandits-thompson-tests
# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax(rng.beta(a + 1, b + 1))
