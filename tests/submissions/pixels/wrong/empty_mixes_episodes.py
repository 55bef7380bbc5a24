# Compares pictures of different episodes.
# fails: px-empty-tests
# says: different episodes

# %% px-empty
def share_empty(patches, began):
    return (patches[1:] == patches[:-1]).all(axis=(2, 3)).mean()
