# Works in the array it was given.
# fails: pg-returns-tests
# says: changed rewards

# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.array(rewards, dtype=float)
    for t in reversed(range(len(G) - 1)):
        G[t] += gamma * G[t + 1]
    rewards[...] = 0
    return G
