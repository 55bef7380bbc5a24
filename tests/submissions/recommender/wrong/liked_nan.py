# 0/0 for a ware that was never shown.
# fails: recommender-liked-tests
# says: division by zero

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    with np.errstate(invalid="ignore"):
        return clicked / seen
