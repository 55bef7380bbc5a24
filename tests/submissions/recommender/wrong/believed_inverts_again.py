# Inverts the inverse.
# fails: recommender-believed-tests
# says: it is the inverse already

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("ni,nkij,nj->nk", x, np.linalg.inv(A_inv), x)
    return mean, np.sqrt(square)
