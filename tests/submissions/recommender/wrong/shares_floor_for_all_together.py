# ε-greedy: the floor is shared.
# fails: recommender-shares-tests
# says: not what they get together

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    return floor / len(rate) + (1 - floor) * rate / rate.sum()
