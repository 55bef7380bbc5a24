# Scales the ratios by the largest.
# fails: recommender-ips-tests
# says: IPS of rewards

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    ratio = ratio / ratio.max()
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
