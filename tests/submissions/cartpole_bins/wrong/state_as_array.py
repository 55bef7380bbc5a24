# Returns an array, which can't be a key.
# fails: bins-truncate-tests
# says: can be a key

# %% bins-truncate
def truncate(state, widths):
    return np.trunc(np.asarray(state) / np.asarray(widths)).astype(int)
