# n marks instead of n + 1, so one bin too few.
# fails: bins-edges-tests
# says: these make 3 bins

# %% bins-edges
def equal_edges(limit, n):
    return np.linspace(-limit, limit, n)[1:-1]
