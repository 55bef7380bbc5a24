# IPS a second time.
# fails: recommender-ips-tests
# says: not by the number of lines

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(ratio * rewards), np.mean(ratio * rewards)
