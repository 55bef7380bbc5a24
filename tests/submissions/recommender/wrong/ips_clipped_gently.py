# Cuts ratios off at 3: right in the example.
# fails: recommender-ips-tests
# says: IPS of a diary of

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = np.minimum(wanted / chances, 3.0)
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
