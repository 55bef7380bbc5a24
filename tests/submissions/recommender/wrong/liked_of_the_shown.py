# Leaves out wares that were never shown.
# fails: recommender-liked-tests
# says: not shape (3,)

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    return (clicked / np.maximum(seen, 1e-9))[seen > 0]
