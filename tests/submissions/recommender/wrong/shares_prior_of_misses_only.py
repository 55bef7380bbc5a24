# Imaginary showings, and no click.
# fails: recommender-shares-tests
# says: has the rate 1/2

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = clicks / (shown + 2)
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
