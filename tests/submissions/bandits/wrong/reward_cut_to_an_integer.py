# Cuts the reward to an integer.
# fails: bandits-update-tests
# says: pays -1.5
# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += (int(reward) - Q[arm]) / N[arm]
