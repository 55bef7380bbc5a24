# Moves the others by the chance of the chosen arm.
# fails: bandits-gradient-tests
# says: the others by minus *theirs*

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = np.full(len(H), -chances(H)[arm])
    step[arm] += 1
    H += alpha * (reward - baseline) * step
