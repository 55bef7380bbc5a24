# Returns the mean alone, twice over.
# fails: recommender-believed-tests
# says: the standard deviations

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    return mean, np.abs(mean)
