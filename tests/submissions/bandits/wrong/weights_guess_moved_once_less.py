# Moves the first guess n - 1 times.
# fails: bandits-weights-tests
# says: moved n times

# %% bandits-weights
def weights(n, alpha):
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** (n - 1), alpha * (1 - alpha) ** ages)
