# Two wares, as in the example.
# fails: recommender-believed-tests
# says: wrong shape

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    return mean[:, :2], np.sqrt(square)[:, :2]
