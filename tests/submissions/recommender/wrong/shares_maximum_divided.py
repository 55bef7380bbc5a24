# np.maximum, then divided by the sum.
# fails: recommender-shares-tests
# says: np.maximum, and then divided

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    share = np.maximum(rate / rate.sum(), floor)
    return share / share.sum()
