# Forgets the policy's chance in the ratio.
# fails: recommender-robust-tests
# says: the policy's chance of what was offered is missing

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = 1 / chances * (rewards - guesses[made])
    return direct, direct + surprise.mean()
