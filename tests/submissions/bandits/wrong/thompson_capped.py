# Believes no more than a hundred mornings.
# fails: bandits-thompson-tests
# says: 700
# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax(rng.beta(np.minimum(a, 100), np.minimum(b, 100)))
