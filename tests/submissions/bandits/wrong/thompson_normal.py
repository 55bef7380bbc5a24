# Draws from a normal distribution with the mean and spread of the posterior.
# fails: bandits-thompson-tests
# says: each arm as often

# %% bandits-thompson
def thompson(a, b, rng):
    mean = a / (a + b)
    spread = np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    return np.argmax(rng.normal(mean, 2 * spread))
