# The place of each ware by comparing: equals meet in one place.
# fails: recommender-arrange-tests
# says: two places at once

# %% recommender-arrange
def arrange(likes, looks):
    best = np.sort(likes)[::-1][: len(looks)]
    ranks = np.argsort(np.argsort(-looks))
    return np.array([int(np.argmax(likes == best[r])) for r in ranks])
