# Rounds a uniform number: the first and the last come up half as often.
# fails: grid-random-tests
# says: each action equally often
# %% grid-random
def random_policy(state, rng):
    return round(rng.uniform(0, 3))
