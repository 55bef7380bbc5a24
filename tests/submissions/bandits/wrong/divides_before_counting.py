# Divides by the number of pulls before this one: zero, the first time.
# fails: bandits-update-tests
# says: division by zero

# %% bandits-update
def update(Q, N, arm, reward):
    Q[arm] += (reward - Q[arm]) / N[arm]
    N[arm] += 1
