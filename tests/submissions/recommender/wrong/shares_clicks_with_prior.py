# Counts with a prior.
# fails: recommender-shares-tests
# says: still counts

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = clicks + 1.0
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
