# Counts ages from one.
# fails: bandits-weights-tests
# says: one too old

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(1, n + 1)[::-1]
    return np.append((1 - alpha) ** n, alpha * (1 - alpha) ** ages)
