# Adds the reward up and never divides.
# fails: bandits-update-tests
# says: sum of the rewards

# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += reward
