# Sums A⁻¹ without the guest.
# fails: recommender-believed-tests
# says: the standard deviations

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    return mean, np.sqrt(np.abs(A_inv.sum(axis=(2, 3))))
