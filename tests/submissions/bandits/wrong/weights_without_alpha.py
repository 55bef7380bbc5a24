# Forgets alpha before the powers.
# fails: bandits-weights-tests
# says: a factor alpha is missing

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, (1 - alpha) ** ages)
