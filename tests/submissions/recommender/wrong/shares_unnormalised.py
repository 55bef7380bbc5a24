# Rates, not shares.
# fails: recommender-shares-tests
# says: these are the rates

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return floor + (1 - len(rate) * floor) * rate
