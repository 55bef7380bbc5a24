# Moves the chosen arm by a whole step.
# fails: bandits-gradient-tests
# says: where are the chances?

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = np.zeros(len(H))
    step[arm] += 1
    H += alpha * (reward - baseline) * step
