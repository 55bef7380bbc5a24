# Leaves the sum.
# fails: px-empty-tests
# says: cancel

# %% px-empty
def share_empty(patches, began):
    change = patches[1:] - patches[:-1]
    return (change.sum(axis=(2, 3)) == 0)[~began[1:]].mean()
