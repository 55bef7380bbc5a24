# One imaginary click, and no miss.
# fails: recommender-shares-tests
# says: *and* one miss

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 1)
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
