# Compares the reward with the promise of the policy.
# fails: recommender-robust-tests
# says: not with the promise

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * (rewards - (policy * guesses).sum(axis=1))
    return direct, direct + surprise.mean()
