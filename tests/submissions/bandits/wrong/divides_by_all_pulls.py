# The step size is one over the pulls of all arms together.
# fails: bandits-update-tests
# says: not of all arms

# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += (reward - Q[arm]) / N.sum()
