# Adds to the beliefs of the call before.
# fails: bandits-posterior-tests
# says: a and b
# %% bandits-posterior
SUM = {}


def posterior(wins, pulls):
    k = len(wins)
    a, b = SUM.get(k, (1, 1))
    SUM[k] = a + wins, b + pulls - wins
    return SUM[k]
