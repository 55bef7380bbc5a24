# Adds the prior into the caller's array of wins.
# fails: bandits-posterior-tests
# says: changed wins

# %% bandits-posterior
def posterior(wins, pulls):
    b = 1 + pulls - wins
    wins += 1
    return wins, b
