# Leaves out the guess and divides by the sum.
# fails: bandits-weights-tests
# says: n = 3, alpha = 0.5

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append(0, (1 - alpha) ** ages / np.sum((1 - alpha) ** ages))
