# Clicks are counted: the first mistake left.
# fails: recommender-shares-tests
# says: not clicks: a ware

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = clicks / clicks.sum()
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
