# Only the looks of places that were clicked.
# fails: recommender-liked-tests
# says: clicked or not

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), (clicks * looks).ravel(), minlength=K)
    return clicked / np.maximum(seen, 1e-9)
