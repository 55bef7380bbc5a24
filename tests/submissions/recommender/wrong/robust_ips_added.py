# Adds all of IPS to the model.
# fails: recommender-robust-tests
# says: weigh what the model got wrong

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    direct = (policy * guesses).sum(axis=1).mean()
    made = np.arange(len(wares)), wares
    surprise = policy[made] / chances * rewards
    return direct, direct + surprise.mean()
