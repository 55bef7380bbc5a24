# Divides by the chances of the diary.
# fails: recommender-ips-tests
# says: not of the diary's chances

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(chances)
