# Moves the chosen arm by one.
# fails: bandits-gradient-tests
# says: and so does the chosen arm

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] = 1
    H += alpha * (reward - baseline) * step
