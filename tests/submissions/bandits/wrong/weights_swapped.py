# Takes alpha for 1 - alpha.
# fails: bandits-weights-tests
# says: swap alpha

# %% bandits-weights
def weights(n, alpha):
    alpha = 1 - alpha
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, alpha * (1 - alpha) ** ages)
