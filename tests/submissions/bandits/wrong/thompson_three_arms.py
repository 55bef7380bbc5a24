# Draws for three arms, however many there are.
# fails: bandits-thompson-tests
# says: 1.0
# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax([rng.beta(a[i], b[i]) for i in range(min(3, len(a)))])
