# Lists the newest reward first.
# fails: bandits-weights-tests
# says: the *newest* reward weighs most

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)
    return np.append((1 - alpha) ** n, alpha * (1 - alpha) ** ages)
