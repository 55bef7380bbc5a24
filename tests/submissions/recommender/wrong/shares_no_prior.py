# Clicks per showing, 0/0 for a ware never shown: the second mistake left.
# fails: recommender-shares-tests
# says: division by zero

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    with np.errstate(invalid="ignore"):
        rate = clicks / shown
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
