# Makes bins of eight bits.
# fails: bins-truncate-tests
# says:

# %% bins-truncate
def truncate(state, widths):
    return tuple(np.int8(x / w) for x, w in zip(state, widths, strict=True))
