# Lists the first guess last.
# fails: bandits-weights-tests
# says: the first guess comes first

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append(alpha * (1 - alpha) ** ages, (1 - alpha) ** n)
