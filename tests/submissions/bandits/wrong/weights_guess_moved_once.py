# Moves the first guess by one reward, whatever n.
# fails: bandits-weights-tests
# says: moved by every reward

# %% bandits-weights
def weights(n, alpha):
    return np.append(1 - alpha, alpha * (1 - alpha) ** np.arange(n)[::-1])
