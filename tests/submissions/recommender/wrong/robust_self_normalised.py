# Divides by the sum of the ratios.
# fails: recommender-robust-tests
# says: not by the sum of the ratios

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - guesses[made])
    return direct, direct + surprise.sum() / (policy[made] / chances).sum()
