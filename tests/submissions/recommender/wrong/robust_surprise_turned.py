# Guess less reward.
# fails: recommender-robust-tests
# says: reward less guess

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (guesses[made] - rewards)
    return direct, direct + surprise.mean()
