# The guess of ware 0 in the surprise.
# fails: recommender-robust-tests
# says: the doubly robust estimate

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - guesses[:, 0])
    return direct, direct + surprise.mean()
