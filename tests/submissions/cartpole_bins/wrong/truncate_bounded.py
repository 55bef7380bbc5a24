# Keeps bins within ±127.
# fails: bins-truncate-tests
# says: far from 0

# %% bins-truncate
def truncate(state, widths):
    return tuple(int(np.clip(x / w, -127, 127)) for x, w in zip(state, widths, strict=True))
