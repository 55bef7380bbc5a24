# The best ware into the first place.
# fails: recommender-arrange-tests
# says: most is seen

# %% recommender-arrange
def arrange(likes, looks):
    return np.argsort(-likes)[: len(looks)]
