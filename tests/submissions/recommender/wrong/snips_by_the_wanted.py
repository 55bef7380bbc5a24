# Divides by the policy's chances.
# fails: recommender-ips-tests
# says: not of the policy's chances

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(wanted)
