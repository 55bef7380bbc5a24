# Stores fractions in an array of integers.
# fails: pg-returns-tests
# says: cut off

# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.zeros_like(rewards)
    after = np.zeros_like(rewards[0])
    for t in reversed(range(len(rewards))):
        G[t] = rewards[t] + gamma * after
        after = G[t]
    return G
