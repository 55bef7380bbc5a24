# Returns the upper bound for the mean.
# fails: recommender-believed-tests
# says: the means at two stalls

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    return mean + np.sqrt(square), np.sqrt(square)
