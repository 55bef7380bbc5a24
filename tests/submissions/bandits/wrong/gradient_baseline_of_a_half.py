# Takes a baseline of a half.
# fails: bandits-gradient-tests
# says: preferences of 800

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    H += alpha * (reward - 0.5) * step
