# The mean look for every place.
# fails: recommender-liked-tests
# says: not their mean

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    shown = np.bincount(slates.ravel(), minlength=K)
    return clicked / np.maximum(shown * looks.mean(), 1e-9)
