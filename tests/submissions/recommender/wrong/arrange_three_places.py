# Three places, as in the example.
# fails: recommender-arrange-tests
# says: wrong shape

# %% recommender-arrange
def arrange(likes, looks):
    order, slate = np.argsort(-looks)[:3], np.zeros(3, dtype=int)
    best = np.argsort(-likes)[:3]
    for place, ware in zip(order, best):
        slate[min(place, 2)] = ware
    return slate
