# Sums the promise over the guests.
# fails: recommender-robust-tests
# says: a mean over the guests

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).sum()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - guesses[made])
    return direct, direct + surprise.mean()
