# Forgets the baseline.
# fails: bandits-gradient-tests
# says: the baseline is missing

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    H += alpha * reward * step
