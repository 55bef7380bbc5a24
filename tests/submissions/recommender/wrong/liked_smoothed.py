# An imaginary click and an imaginary miss.
# fails: recommender-liked-tests
# says: clicks by looks

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.broadcast_to(looks, slates.shape).ravel(), minlength=K)
    return (clicked + 1) / (seen + 2)
