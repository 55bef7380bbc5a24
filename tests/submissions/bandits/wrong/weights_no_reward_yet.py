# Has no answer before the first reward.
# fails: bandits-weights-tests
# says: no reward yet

# %% bandits-weights
def weights(n, alpha):
    if n == 0:
        return np.zeros(0)
    ages = np.arange(n)[::-1]
    return np.append((1 - alpha) ** n, alpha * (1 - alpha) ** ages)
