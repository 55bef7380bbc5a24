# Follows the slope of the chance, not of its logarithm.
# fails: bandits-gradient-tests
# says: logarithm

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    p = chances(H)
    H += alpha * (reward - baseline) * p[arm] * ((np.arange(len(H)) == arm) - p)
