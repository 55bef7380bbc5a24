# Keeps only the beginnings.
# fails: px-empty-tests
# says: turned round

# %% px-empty
def share_empty(patches, began):
    return (patches[1:] == patches[:-1]).all(axis=(2, 3))[began[1:]].mean()
