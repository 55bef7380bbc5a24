# The median of the weighted rewards.
# fails: recommender-ips-tests
# says: IPS of rewards

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.median(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
