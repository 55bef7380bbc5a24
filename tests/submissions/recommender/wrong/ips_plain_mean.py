# The mean of the rewards.
# fails: recommender-ips-tests
# says: the plain mean

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(rewards), np.sum(ratio * rewards) / np.sum(ratio)
