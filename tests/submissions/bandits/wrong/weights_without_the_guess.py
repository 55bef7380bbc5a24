# Forgets the first guess.
# fails: bandits-weights-tests
# says: the first guess has a weight

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return alpha * (1 - alpha) ** ages
