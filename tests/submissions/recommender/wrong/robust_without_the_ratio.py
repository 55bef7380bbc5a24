# Adds the plain surprise.
# fails: recommender-robust-tests
# says: the ratio is missing

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = rewards - guesses[made]
    return direct, direct + surprise.mean()
