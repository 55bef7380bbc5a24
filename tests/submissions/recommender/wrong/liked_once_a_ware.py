# += with an array of places: counts one each.
# fails: recommender-liked-tests
# says: clicks by looks

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked, seen = np.zeros(K), np.zeros(K)
    clicked[slates] += clicks
    seen[slates] += looks
    return clicked / np.maximum(seen, 1e-9)
