# Moves the others in the same direction.
# fails: bandits-gradient-tests
# says: moves the other way

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = chances(H)
    step[arm] = 1 - step[arm]
    H += alpha * (reward - baseline) * step
