# Returns likes, not wares.
# fails: recommender-arrange-tests
# says: integers

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate = np.empty(len(looks))
    slate[np.argsort(-looks)] = np.sort(likes)[::-1][: len(looks)]
    return slate
