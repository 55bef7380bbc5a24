# The best ware gets what is above the floors.
# fails: recommender-shares-tests
# says: all have the rate ½

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    best = rate == rate.max()
    best = np.eye(len(rate))[rate.argmax()]
    return floor + (1 - len(rate) * floor) * best
