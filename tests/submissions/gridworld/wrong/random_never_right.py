# Draws one of three actions.
# fails: grid-random-tests
# says: never comes up

# %% grid-random
def random_policy(state, rng):
    return rng.integers(len(ACTIONS) - 1)
