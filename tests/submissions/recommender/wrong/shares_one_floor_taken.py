# Takes one floor from what is shared out.
# fails: recommender-shares-tests
# says: 1 − K · floor

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return floor + (1 - floor) * rate / rate.sum()
