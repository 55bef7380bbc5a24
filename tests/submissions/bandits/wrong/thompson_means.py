# Takes the best posterior mean: greedy in disguise.
# fails: bandits-thompson-tests
# says: don't compare means

# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax(a / (a + b))
