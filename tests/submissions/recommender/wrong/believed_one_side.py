# The length of A⁻¹x.
# fails: recommender-believed-tests
# says: from both sides

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    return mean, np.linalg.norm(np.einsum("nkij,nj->nki", A_inv, x), axis=2)
