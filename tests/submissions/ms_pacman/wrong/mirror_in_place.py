# Changes the ways it was given.
# fails: mp-mirror-tests
# says: changed

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([UP, LEFT, RIGHT, DOWN])
    ways[:] = swapped[ways]
    return windows[:, :, ::-1], ways
