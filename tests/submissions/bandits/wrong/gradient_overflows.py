# Computes e^H of large preferences.
# fails: bandits-gradient-tests
# says: preferences of 800

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -(np.exp(H) / np.exp(H).sum())
    step[arm] += 1
    H += alpha * (reward - baseline) * step
