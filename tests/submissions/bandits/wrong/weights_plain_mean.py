# Weighs all rewards alike.
# fails: bandits-weights-tests
# says: the plain mean

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append(0.0, np.full(n, 1 / n))
