# Rates, not shares.
# fails: recommender-shares-tests
# says: all have the rate ½

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return floor + (1 - len(rate) * floor) * rate
