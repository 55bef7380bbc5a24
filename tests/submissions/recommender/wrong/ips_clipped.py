# Cuts large ratios off.
# fails: recommender-ips-tests
# says: IPS of

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = np.minimum(wanted / chances, 2.0)
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
