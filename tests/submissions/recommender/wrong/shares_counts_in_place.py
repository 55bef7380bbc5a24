# Adds the imaginary click to what it was lent.
# fails: recommender-shares-tests
# says: your function changed

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    clicks += 1
    shown += 2
    rate = clicks / shown
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
