# Cuts ratios off at 4: right in the example.
# fails: recommender-robust-tests
# says: doubly robust, 

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = np.minimum(policy[made] / chances, 4) * (rewards - guesses[made])
    return direct, direct + surprise.mean()
