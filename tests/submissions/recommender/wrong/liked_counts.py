# Counts the clicks.
# fails: recommender-liked-tests
# says: counts the clicks

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    return clicked
