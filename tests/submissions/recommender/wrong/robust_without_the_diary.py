# Forgets to divide by the chance in the diary.
# fails: recommender-robust-tests
# says: divide by the chances of the diary

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] * (rewards - guesses[made])
    return direct, direct + surprise.mean()
