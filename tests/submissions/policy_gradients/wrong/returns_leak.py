# Lets the return of one episode run into the one before.
# fails: pg-returns-tests
# says: leak

# %% pg-returns
def discounted_returns(rewards, gamma):
    columns = np.array(rewards, dtype=float).reshape(len(rewards), -1).T
    after, G = 0.0, np.zeros(columns.shape)
    for e in reversed(range(len(columns))):
        for t in reversed(range(len(rewards))):
            after = columns[e, t] + gamma * after
            G[e, t] = after
    return G.T.reshape(np.shape(rewards))
