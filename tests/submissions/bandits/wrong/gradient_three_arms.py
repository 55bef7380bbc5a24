# Knows three arms.
# fails: bandits-gradient-tests
# says: H = [

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = np.zeros(len(H))
    step[:3] = -chances(H[:3])
    step[arm] += 1
    H += alpha * (reward - baseline) * step
