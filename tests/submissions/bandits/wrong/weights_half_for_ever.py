# Takes 0.5 whatever alpha is.
# fails: bandits-weights-tests
# says: n = 2, alpha = 0.2

# %% bandits-weights
def weights(n, alpha):
    alpha = 0.5
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, alpha * (1 - alpha) ** ages)
