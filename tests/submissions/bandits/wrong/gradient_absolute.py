# Takes the distance from the baseline.
# fails: bandits-gradient-tests
# says: the change of h after arm 0

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    H += alpha * abs(reward - baseline) * step
