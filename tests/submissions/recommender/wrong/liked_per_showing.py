# Clicks per showing.
# fails: recommender-liked-tests
# says: clicks per showing

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    shown = np.bincount(slates.ravel(), minlength=K)
    return clicked / np.maximum(shown, 1)
