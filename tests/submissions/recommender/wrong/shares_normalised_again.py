# Adds the floor and divides by the sum.
# fails: recommender-shares-tests
# says: divided once more

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    share = rate / rate.sum() + floor
    return share / share.sum()
