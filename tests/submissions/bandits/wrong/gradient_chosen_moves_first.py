# Moves the chosen arm, and then the others by chances that have changed.
# fails: bandits-gradient-tests
# says: had moved

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = alpha * (reward - baseline)
    H[arm] += step * (1 - chances(H)[arm])
    others = np.arange(len(H)) != arm
    H[others] -= step * chances(H)[others]
