# A place for each ware, of which there are more.
# fails: recommender-arrange-tests
# says: wrong shape

# %% recommender-arrange
def arrange(likes, looks):
    return np.argsort(-likes)
