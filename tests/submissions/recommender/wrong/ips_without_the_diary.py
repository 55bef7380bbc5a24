# Weighs by the policy alone.
# fails: recommender-ips-tests
# says: divide by the chance in the diary

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
