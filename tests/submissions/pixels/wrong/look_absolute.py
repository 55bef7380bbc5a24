# Forgets the direction.
# fails: px-look-tests
# says: sign

# %% px-look
def look(patch, before):
    return np.stack([patch, GAIN * np.abs(patch - before)], axis=-1)
