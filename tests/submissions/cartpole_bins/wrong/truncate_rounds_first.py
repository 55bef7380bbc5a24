# Rounds to two digits before the fraction is cut.
# fails: bins-truncate-tests
# says: cut, don't round

# %% bins-truncate
def truncate(state, widths):
    return tuple(int(round(x / w, 2)) for x, w in zip(state, widths, strict=True))
