# Returns IPS alone.
# fails: recommender-ips-tests
# says: return 2 things

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.mean(ratio * rewards)
