# The size of the liking, whatever its sign.
# fails: recommender-arrange-tests
# says: of all slates

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate[np.argsort(-looks)] = np.argsort(-np.abs(likes))[: len(looks)]
    return slate
