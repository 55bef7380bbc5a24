# The change stands first.
# fails: px-look-tests
# says: first the patch

# %% px-look
def look(patch, before):
    return np.stack([GAIN * (patch - before), patch], axis=-1)
