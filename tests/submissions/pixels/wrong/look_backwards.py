# Subtracts the wrong way round.
# fails: px-look-tests
# says: minus

# %% px-look
def look(patch, before):
    return np.stack([patch, GAIN * (before - patch)], axis=-1)
