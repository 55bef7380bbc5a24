# Leaves the change as faint as it is.
# fails: px-look-tests
# says: GAIN

# %% px-look
def look(patch, before):
    return np.stack([patch, patch - before], axis=-1)
