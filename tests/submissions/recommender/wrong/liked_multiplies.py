# Multiplies by the looks.
# fails: recommender-liked-tests
# says: don't multiply

# %% recommender-liked
def liked(slates, clicks, looks, K):
    weighed = np.bincount(slates.ravel(), (clicks * looks).ravel(), minlength=K)
    shown = np.bincount(slates.ravel(), minlength=K)
    return weighed / np.maximum(shown, 1)
