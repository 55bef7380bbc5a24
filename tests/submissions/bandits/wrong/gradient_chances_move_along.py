# Computes the chances anew for each arm, from preferences that moved.
# fails: bandits-gradient-tests
# says: before the step

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    for a in range(len(H)):
        H[a] += alpha * (reward - baseline) * ((a == arm) - chances(H)[a])
