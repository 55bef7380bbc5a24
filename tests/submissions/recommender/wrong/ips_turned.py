# The ratio the wrong way round.
# fails: recommender-ips-tests
# says: turned over

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = chances / wanted
        return np.mean(ratio * rewards), np.sum(ratio * rewards) / np.sum(ratio)
