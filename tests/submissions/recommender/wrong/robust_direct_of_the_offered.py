# The guess for what was offered.
# fails: recommender-robust-tests
# says: take all wares

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    made = np.arange(len(wares)), wares
    direct = guesses[made].mean()
    surprise = policy[made] / chances * (rewards - guesses[made])
    return direct, direct + surprise.mean()
