# np.maximum with the floor: the third mistake left.
# fails: recommender-shares-tests
# says: np.maximum they don't

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return np.maximum(rate / rate.sum(), floor)
