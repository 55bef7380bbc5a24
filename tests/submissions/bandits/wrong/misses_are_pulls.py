# b counts all pulls instead of the misses.
# fails: bandits-posterior-tests
# says: b counts the misses

# %% bandits-posterior
def posterior(wins, pulls):
    return 1 + wins, 1 + pulls
