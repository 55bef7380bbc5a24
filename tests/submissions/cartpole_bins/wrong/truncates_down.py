# Rounds down instead of towards zero.
# fails: bins-truncate-tests
# says: you round down

# %% bins-truncate
def truncate(state, widths):
    return tuple(int(x // w) for x, w in zip(state, widths))
