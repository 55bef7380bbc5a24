# The doubly robust estimate first.
# fails: recommender-robust-tests
# says: the direct estimate first

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - guesses[made])
    return direct + surprise.mean(), direct
