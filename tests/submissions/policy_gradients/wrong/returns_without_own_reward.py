# Begins with the reward of the next step.
# fails: pg-returns-tests
# says: reward of step t itself

# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.zeros(np.shape(rewards))
    after = 0
    for t in reversed(range(len(rewards))):
        G[t] = after
        after = rewards[t] + gamma * after
    return G
