# Works with logarithms, and fails at alpha = 1.
# fails: bandits-weights-tests
# says: alpha = 1 believes

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, alpha * np.exp(ages * np.log(1 - alpha)))
