# Reverses the layers, too.
# fails: mp-mirror-tests
# says: layers

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([UP, LEFT, RIGHT, DOWN])
    return windows[:, :, ::-1, ::-1], swapped[ways]
