# The step size never falls below a hundredth.
# fails: bandits-update-tests
# says: 1,999 pulls
# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += max(0.01, 1 / N[arm]) * (reward - Q[arm])
