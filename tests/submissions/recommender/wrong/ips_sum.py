# A sum over the lines.
# fails: recommender-ips-tests
# says: not a sum

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.sum(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
