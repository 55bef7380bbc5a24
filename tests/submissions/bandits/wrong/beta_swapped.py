# The two Beta parameters are exchanged.
# fails: bandits-posterior-tests
# says: a and b are swapped

# %% bandits-posterior
def posterior(wins, pulls):
    return 1 + pulls - wins, 1 + wins
