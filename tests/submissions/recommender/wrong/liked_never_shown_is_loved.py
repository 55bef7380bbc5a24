# A ware never shown is fully liked.
# fails: recommender-liked-tests
# says: one of them never shown

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    return np.where(seen > 0, clicked / np.maximum(seen, 1e-9), 1.0)
