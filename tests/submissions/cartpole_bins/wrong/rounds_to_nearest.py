# Rounds to the nearest whole number.
# fails: bins-truncate-tests
# says: you round to the nearest

# %% bins-truncate
def truncate(state, widths):
    return tuple(
        round(x / w) for x, w in zip(state.tolist() if hasattr(state, "tolist") else state, widths)
    )
