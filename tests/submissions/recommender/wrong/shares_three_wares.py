# Three floors, as in the example.
# fails: recommender-shares-tests
# says: the shares for clicks

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return floor + (1 - 3 * floor) * rate / rate.sum()
