# Cuts off at 1, a chance after all.
# fails: recommender-liked-tests
# says: rarely looked at

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    return np.minimum(clicked / np.maximum(seen, 1e-9), 1.0)
