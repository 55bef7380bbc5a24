# Moves the chosen arm alone.
# fails: bandits-gradient-tests
# says: the arms that were not chosen move as well

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    H[arm] += alpha * (reward - baseline) * (1 - chances(H)[arm])
