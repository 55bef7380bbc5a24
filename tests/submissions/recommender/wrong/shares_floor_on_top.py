# The floor is added, and nothing taken.
# fails: recommender-shares-tests
# says: of what is left

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return rate / rate.sum() + floor
