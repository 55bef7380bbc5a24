# The mean without its sign.
# fails: recommender-believed-tests
# says: the means at two stalls

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    return np.abs(mean), np.sqrt(square)
