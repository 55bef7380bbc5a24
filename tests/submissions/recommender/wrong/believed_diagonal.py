# Looks at the diagonal of A⁻¹ alone.
# fails: recommender-believed-tests
# says: off its diagonal

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    return mean, np.sqrt(np.einsum("nkii,ni->nk", A_inv, x**2))
