# A mean over the wares as well.
# fails: recommender-robust-tests
# says: sum over the wares

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - guesses[made])
    return direct, direct + surprise.mean()
