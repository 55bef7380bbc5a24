# Divides by the chances and leaves it at that.
# fails: recommender-ips-tests
# says: the policy's chance is missing

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = 1 / chances
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
