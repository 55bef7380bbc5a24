# The looks from the last place to the first.
# fails: recommender-liked-tests
# says: clicks by looks

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks[::-1], slates.shape).ravel(), minlength=K)
    return clicked / np.maximum(seen, 1e-9)
