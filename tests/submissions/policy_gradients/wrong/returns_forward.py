# Discounts forwards, from the past.
# fails: pg-returns-tests
# says: forwards

# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.zeros(np.shape(rewards))
    total = 0
    for t in range(len(rewards)):
        total = rewards[t] + gamma * total
        G[t] = total
    return G
