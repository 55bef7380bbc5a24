# A ware never shown has the rate 0.
# fails: recommender-shares-tests
# says: by the rule of chapter 1

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = clicks / np.maximum(shown, 1)
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
