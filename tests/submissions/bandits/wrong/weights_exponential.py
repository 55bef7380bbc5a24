# Takes e^(-alpha) for 1 - alpha.
# fails: bandits-weights-tests
# says: n = 3, alpha = 0.5

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, alpha * np.exp(-alpha * ages))
