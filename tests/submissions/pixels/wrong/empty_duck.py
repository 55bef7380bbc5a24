# Hands in the duck's function.
# fails: px-empty-tests
# says: both

# %% px-empty
def share_empty(patches, began):
    change = patches[1:] - patches[:-1]
    return (change.sum(axis=(2, 3)) == 0).mean()
