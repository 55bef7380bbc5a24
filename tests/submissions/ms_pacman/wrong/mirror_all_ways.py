# Exchanges up and down, too.
# fails: mp-mirror-tests
# says: up stays up

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([DOWN, LEFT, RIGHT, UP])
    return windows[:, :, ::-1], swapped[ways]
