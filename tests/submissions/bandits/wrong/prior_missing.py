# Forgets the flat prior: without data this is no distribution.
# fails: bandits-posterior-tests
# says: the prior is missing

# %% bandits-posterior
def posterior(wins, pulls):
    return wins, pulls - wins
