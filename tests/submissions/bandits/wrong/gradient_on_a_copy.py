# Works on a copy.
# fails: bandits-gradient-tests
# says: nothing changed

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    H = H.copy()
    step = -chances(H)
    step[arm] += 1
    H += alpha * (reward - baseline) * step
