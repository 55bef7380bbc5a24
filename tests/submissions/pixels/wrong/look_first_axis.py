# Stacks along the first axis.
# fails: px-look-tests
# says: shape

# %% px-look
def look(patch, before):
    return np.stack([patch, GAIN * (patch - before)])
