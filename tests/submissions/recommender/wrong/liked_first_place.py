# The look of the first place alone.
# fails: recommender-liked-tests
# says: clicks by looks

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), minlength=K) * looks[0]
    return clicked / np.maximum(seen, 1e-9)
