# Walks downhill.
# fails: bandits-gradient-tests
# says: the wrong direction

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    H -= alpha * (reward - baseline) * step
