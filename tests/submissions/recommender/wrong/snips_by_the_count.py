# Divides by how many ratios are above 0.
# fails: recommender-ips-tests
# says: not by the number of lines

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / max(np.sum(ratio > 0), 1)
