# Learns from apples alone.
# fails: bandits-gradient-tests
# says: in place

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    if reward > 0:
        H += alpha * (reward - baseline) * step
