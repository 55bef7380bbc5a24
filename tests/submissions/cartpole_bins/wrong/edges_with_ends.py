# Counts the ends among the edges.
# fails: bins-edges-tests
# says: the ends are no edges

# %% bins-edges
def equal_edges(limit, n):
    return np.linspace(-limit, limit, n + 1)
