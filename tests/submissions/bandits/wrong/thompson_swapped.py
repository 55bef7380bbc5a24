# Draws from Beta(b, a).
# fails: bandits-thompson-tests
# says: a and b are swapped

# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax(rng.beta(b, a))
