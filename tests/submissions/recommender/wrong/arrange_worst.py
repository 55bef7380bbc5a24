# The worst wares.
# fails: recommender-arrange-tests
# says: not the worst

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate[np.argsort(-looks)] = np.argsort(likes)[: len(looks)]
    return slate
