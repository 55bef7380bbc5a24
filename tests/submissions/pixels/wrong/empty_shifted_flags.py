# Leaves out the change before.
# fails: px-empty-tests

# %% px-empty
def share_empty(patches, began):
    return (patches[1:] == patches[:-1]).all(axis=(2, 3))[~began[:-1]].mean()
