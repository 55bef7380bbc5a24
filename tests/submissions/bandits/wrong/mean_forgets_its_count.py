# Never counts the pull, so every reward weighs like the first.
# fails: bandits-update-tests
# says: forgets its count

# %% bandits-update
def update(Q, N, arm, reward):
    Q[arm] += (reward - Q[arm]) / (N[arm] + 1)
