# Divides the mean by the sum.
# fails: recommender-ips-tests
# says: you divide the mean

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    ips = np.mean(ratio * rewards)
    return ips, ips / np.sum(ratio)
