# Rounds the draws to hundredths, so that they tie.
# fails: bandits-thompson-tests
# says: 700
# %% bandits-thompson
def thompson(a, b, rng):
    return np.argmax(rng.beta(a, b).round(2))
