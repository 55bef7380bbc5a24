# The guest of the first stall at all stalls.
# fails: recommender-believed-tests
# says: each stall has its own guest

# %% recommender-believed
def believed(theta, A_inv, x):
    x = np.repeat(x[:1], len(x), axis=0)
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    return mean, np.sqrt(square)
