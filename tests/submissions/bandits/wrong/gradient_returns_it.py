# Returns new preferences.
# fails: bandits-gradient-tests
# says: nothing changed

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = -chances(H)
    step[arm] += 1
    return H + alpha * (reward - baseline) * step
