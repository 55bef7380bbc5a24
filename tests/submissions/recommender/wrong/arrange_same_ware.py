# The best ware in all places.
# fails: recommender-arrange-tests
# says: the three places

# %% recommender-arrange
def arrange(likes, looks):
    return np.full(len(looks), likes.argmax())
