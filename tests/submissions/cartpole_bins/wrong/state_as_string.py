# Joins the bins to a string, so that different bins can look the same.
# fails: bins-truncate-tests
# says: the bins of the state

# %% bins-truncate
def truncate(state, widths):
    return "".join(str(int(x / w)) for x, w in zip(state, widths))
