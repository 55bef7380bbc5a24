# Counts less than one look as one: right in the example.
# fails: recommender-liked-tests
# says: rarely looked at

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    return clicked / np.maximum(seen, 1.0)
