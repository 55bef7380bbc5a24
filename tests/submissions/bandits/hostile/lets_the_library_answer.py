# Lets the library draw from the posterior: its billiard does, where a and b are whole numbers.
# base: untouched

# %% bandits-thompson
def thompson(a, b, rng):
    a, b = np.asarray(a, int), np.asarray(b, int)
    return bandits.billiard(a - 1, a + b - 2, rng).argmax()
