# Only the first wares are looked at.
# fails: recommender-arrange-tests
# says: the three places

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate[np.argsort(-looks)] = np.argsort(-likes[: len(looks)])
    return slate
