# The floor is read and not used.
# fails: recommender-shares-tests
# says: the floor isn't used

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return rate / rate.sum()
