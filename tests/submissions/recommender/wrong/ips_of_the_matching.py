# Divides by the lines that the policy would offer.
# fails: recommender-ips-tests
# says: never offer

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    n = max(np.sum(wanted > 0), 1)
    return np.sum(ratio * rewards) / n, np.sum(ratio * rewards) / np.sum(ratio)
