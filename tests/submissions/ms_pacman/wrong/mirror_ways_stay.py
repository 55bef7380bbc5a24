# Leaves the ways.
# fails: mp-mirror-tests
# says: goes left

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([UP, LEFT, RIGHT, DOWN])
    return windows[:, :, ::-1], ways
