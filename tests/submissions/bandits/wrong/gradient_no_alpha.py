# Forgets alpha.
# fails: bandits-gradient-tests
# says: alpha is missing

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    H += (reward - baseline) * step
