# Shows the patch before.
# fails: px-look-tests
# says: now

# %% px-look
def look(patch, before):
    return np.stack([before, GAIN * (patch - before)], axis=-1)
