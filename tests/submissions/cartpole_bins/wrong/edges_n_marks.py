# n marks taken for the edges of n bins.
# fails: bins-edges-tests
# says: these make 5 bins

# %% bins-edges
def equal_edges(limit, n):
    return np.linspace(-limit, limit, n)
