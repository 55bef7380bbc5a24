# Payments below 0 are left out.
# fails: recommender-ips-tests
# says: of a diary of

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    rewards = np.maximum(rewards, 0)
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
