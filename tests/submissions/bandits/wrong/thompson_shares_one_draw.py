# Uses one uniform draw for all arms: the quantiles move together and the best mean nearly always wins.
# fails: bandits-thompson-tests
# says: new draw from *each* Beta

# %% bandits-thompson
def thompson(a, b, rng):
    from scipy.stats import beta

    return np.argmax(beta.ppf(rng.random(), a, b))
