# Scales the guest it was lent.
# fails: recommender-believed-tests
# says: your function changed

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    theta *= 1.0
    x *= 2.0
    return mean, np.sqrt(square)
